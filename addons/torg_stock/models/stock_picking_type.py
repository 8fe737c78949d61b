from odoo import fields, models


class StockPickingType(models.Model):
    _inherit = "stock.picking.type"

    code = fields.Selection(
        selection_add=[("hold", "Hold")],
        # Deliveries reserve from the same place: what is held stays held when the addon goes.
        ondelete={"hold": lambda types: types.write({"code": "outgoing", "active": False})},
    )
    is_in_overview = fields.Boolean(
        "Shown in the Overview", default=True, help="Off: the inventory overview does not show this operation."
    )

    def _compute_default_location_dest_id(self):
        """Override of stock: held goods are on their way to a customer, so the forecast counts them as going out."""
        holds = self.filtered(lambda operation: operation.code == "hold")
        super(StockPickingType, self - holds)._compute_default_location_dest_id()
        holds.default_location_dest_id = self.env.ref("stock.stock_location_customers")

    def _compute_hide_reservation_method(self):
        """Override of stock: a hold always reserves at once."""
        super()._compute_hide_reservation_method()
        self.filtered(lambda operation: operation.code == "hold").hide_reservation_method = True
