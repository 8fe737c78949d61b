from odoo import fields, models

from odoo.addons.torg_1c.tools.kinds import PRICES


class TorgOnecApproval(models.Model):
    """Prices that a message takes back or makes zero: rows of price type, product, from quantity, and 0 for a zero."""

    _inherit = "torg.onec.approval"

    def _apply_approved(self):
        """Override to take the prices back."""
        super()._apply_approved()
        if self.kind == PRICES:
            self.run_id._withdraw_approved(self.payload["rows"])

    def _get_row_key(self, kind, row):
        """Override: one price, gone or zero."""
        return tuple(row[:3]) if kind == PRICES else super()._get_row_key(kind, row)

    def _get_counted(self, kind):
        """Override: a run counts prices by their records."""
        return "PriceRec" if kind == PRICES else super()._get_counted(kind)

    def _get_total(self, endpoint, kind, rows):
        """Override: of the prices in force in these lists."""
        if kind != PRICES:
            return super()._get_total(endpoint, kind, rows)
        lists = self.env["torg.price.type"].sudo().browse({row[0] for row in rows}).pricelist_id  # sudo: a count
        domain = [
            ("pricelist_id", "in", lists.ids),
            ("applied_on", "=", "0_product_variant"),
            "|", ("date_end", "=", False), ("date_end", ">=", fields.Datetime.now()),
        ]  # fmt: skip
        return self.env["product.pricelist.item"].sudo().search_count(domain)  # sudo: a count

    def _get_text(self):
        """Override to say what becomes of prices."""
        if self.kind != PRICES:
            return super()._get_text()
        return self.env._(
            "1C takes %(count)s prices back or makes them zero. Approve it if that is what was meant; the other prices "
            "are in force already.",
            count=self.count,
        )
