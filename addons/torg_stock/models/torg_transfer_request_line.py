from odoo import api, fields, models
from odoo.exceptions import AccessError


class TorgTransferRequestLine(models.Model):
    """How much of which goods."""

    _name = "torg.transfer.request.line"
    _description = "Goods of a transfer request"
    _order = "request_id, id"

    request_id = fields.Many2one("torg.transfer.request", required=True, ondelete="cascade", index=True)
    product_id = fields.Many2one(
        "product.product", required=True, ondelete="restrict", index=True, domain=[("is_storable", "=", True)]
    )
    quantity = fields.Float(required=True, default=1.0, digits="Product Unit")
    product_uom_id = fields.Many2one(related="product_id.uom_id", string="Unit")

    _check_quantity = models.Constraint("CHECK (quantity > 0)", "A request names how much is to be moved.")

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._check_draft()
        return lines

    def write(self, vals):
        self._check_draft()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_sent(self):
        self._check_draft()

    def _check_draft(self):
        if any(line.request_id.state not in ("draft", "refused") for line in self):
            raise AccessError(self.env._("1C knows of this request: only a draft is changed."))
