from odoo import fields, models


class TorgOnecPriceGone(models.Model):
    """A price that the run under way takes back, or makes zero: at its end it is known whether that is believable."""

    _name = "torg.onec.price.gone"
    _description = "Price that 1C takes back"
    _log_access = False

    run_id = fields.Many2one("torg.onec.run", required=True, readonly=True, ondelete="cascade", index=True)
    price_type_id = fields.Many2one("torg.price.type", required=True, readonly=True, ondelete="cascade")
    product_id = fields.Many2one("product.product", required=True, readonly=True, ondelete="cascade")
    min_quantity = fields.Float(required=True, readonly=True, digits="Product Unit")
    is_zero = fields.Boolean(readonly=True)

    def _as_row(self):
        """Return the price as a row of a question."""
        row = [self.price_type_id.id, self.product_id.id, self.min_quantity]
        return [*row, 0] if self.is_zero else row
