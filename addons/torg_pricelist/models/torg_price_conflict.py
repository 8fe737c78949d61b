from odoo import fields, models


class TorgPriceConflict(models.Model):
    """A price kept here for which an outside system sent another one. Nothing is overwritten: a person decides."""

    _name = "torg.price.conflict"
    _description = "Price conflict"
    _order = "state, last_seen desc, id desc"
    _rec_name = "product_id"

    price_type_id = fields.Many2one("torg.price.type", required=True, readonly=True, ondelete="cascade")
    pricelist_id = fields.Many2one(related="price_type_id.pricelist_id")
    company_id = fields.Many2one(related="price_type_id.company_id", store=True)
    currency_id = fields.Many2one(related="price_type_id.currency_id")
    product_id = fields.Many2one("product.product", required=True, readonly=True, ondelete="cascade", index=True)
    min_quantity = fields.Float(string="From Quantity", digits="Product Unit", readonly=True)
    endpoint_id = fields.Many2one(
        "torg.exchange.endpoint", string="Outside System", required=True, readonly=True, ondelete="cascade"
    )
    our_price = fields.Monetary(readonly=True, aggregator=None)
    their_price = fields.Monetary(readonly=True, aggregator=None)
    difference = fields.Monetary(compute="_compute_difference", aggregator=None)
    last_seen = fields.Datetime(readonly=True)
    state = fields.Selection(
        [("open", "To decide"), ("kept", "Ours kept"), ("taken", "Theirs taken"), ("gone", "Gone by itself")],
        required=True,
        default="open",
        readonly=True,
    )
    user_id = fields.Many2one("res.users", string="Decided By", readonly=True)

    _open_once = models.UniqueIndex("(price_type_id, product_id, min_quantity, endpoint_id) WHERE state = 'open'")

    def _compute_difference(self):
        for conflict in self:
            conflict.difference = conflict.their_price - conflict.our_price

    def action_keep_ours(self):
        """Our price is right: tell everybody again."""
        conflicts = self._decide("kept")
        conflicts.product_id._tell_prices_changed()

    def action_take_theirs(self):
        """Their price is right: put it into a draft revision, which goes the usual way."""
        revisions = self.env["torg.price.revision"]
        for price_type, conflicts in self._decide("taken").grouped("price_type_id").items():
            revisions += revisions.create(
                {
                    "price_type_id": price_type.id,
                    "reason": self.env._("Prices of %(system)s", system=conflicts.endpoint_id[:1].name),
                    "line_ids": [(0, 0, conflict._prepare_line_vals()) for conflict in conflicts],
                }
            )
        action = self.env["ir.actions.act_window"]._for_xml_id("torg_pricelist.torg_price_revision_action")
        return revisions.action_open() if len(revisions) == 1 else action | {"domain": [("id", "in", revisions.ids)]}

    def _prepare_line_vals(self):
        return {"product_id": self.product_id.id, "min_quantity": self.min_quantity, "new_price": self.their_price}

    def _decide(self, state):
        """Close the open ones; return them with the rights of the person who decided."""
        self.check_access("write")
        conflicts = self.filtered(lambda conflict: conflict.state == "open")
        conflicts.write({"state": state, "user_id": self.env.uid})
        return conflicts
