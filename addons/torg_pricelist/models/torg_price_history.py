from odoo import fields, models
from odoo.tools import SQL


class TorgPriceHistory(models.Model):
    """Every change of a price: which, when, from what to what, who and why. Only ever added to."""

    _name = "torg.price.history"
    _description = "Price history"
    _order = "date desc, id desc"
    _rec_name = "product_id"

    product_id = fields.Many2one("product.product", readonly=True, ondelete="cascade", index=True)
    product_tmpl_id = fields.Many2one(
        "product.template", string="Product Card", required=True, readonly=True, ondelete="cascade", index=True
    )
    pricelist_id = fields.Many2one(
        "product.pricelist",
        string="Price List",
        readonly=True,
        ondelete="cascade",
        index="btree_not_null",
        help="Empty: the list price on the card of the product.",
    )
    currency_id = fields.Many2one("res.currency", required=True, readonly=True)
    company_id = fields.Many2one(related="pricelist_id.company_id")
    min_quantity = fields.Float(string="From Quantity", digits="Product Unit", readonly=True)
    old_price = fields.Monetary(readonly=True, aggregator=None)
    new_price = fields.Monetary(readonly=True, aggregator=None)
    date = fields.Datetime(string="In Force From", required=True, readonly=True)
    user_id = fields.Many2one("res.users", string="Who", readonly=True)
    approver_id = fields.Many2one("res.users", string="Approved By", readonly=True)
    source = fields.Selection(
        [
            ("revision", "Price revision"),
            ("rollback", "Roll back"),
            ("external", "Outside system"),
            ("hand", "By hand"),
        ],
        required=True,
        readonly=True,
    )
    revision_id = fields.Many2one("torg.price.revision", readonly=True, ondelete="set null", index="btree_not_null")
    reason = fields.Char(string="Why", readonly=True)

    def _record_hand_changes(self, changes):
        """Write down prices changed past the revisions.

        :param changes: values of rows that differ in old_price and new_price
        """
        common = {"date": fields.Datetime.now(), "user_id": self.env.uid, "source": "hand"}
        vals_list = [common | change for change in changes if change["old_price"] != change["new_price"]]
        # sudo: the history is read-only for people, a change of a price writes it
        return self.sudo().create(vals_list)

    def _record_lines(self, lines):
        """Write down the published lines of one revision: plain SQL, as there are thousands of them."""
        revision = lines.revision_id
        self.env.cr.execute(
            SQL(
                """INSERT INTO torg_price_history (product_id, product_tmpl_id, pricelist_id, currency_id, min_quantity,
                          old_price, new_price, date, user_id, approver_id, source, revision_id, reason,
                          create_uid, create_date, write_uid, write_date)
                   SELECT product_id, product_tmpl_id, %(pricelist)s, %(currency)s, min_quantity,
                          old_price, new_price, starts_at, %(author)s, %(approver)s, %(source)s,
                          %(revision)s, %(reason)s,
                          %(uid)s, now() AT TIME ZONE 'utc', %(uid)s, now() AT TIME ZONE 'utc'
                     FROM torg_price_revision_line WHERE id IN %(lines)s""",
                pricelist=revision.pricelist_id.id,
                currency=revision.currency_id.id,
                author=revision.user_id.id or None,
                approver=revision.approver_id.id or None,
                source=revision._get_history_source(),
                revision=revision.id,
                reason=revision.reason,
                uid=self.env.uid,
                lines=tuple(lines.ids),
            )
        )
