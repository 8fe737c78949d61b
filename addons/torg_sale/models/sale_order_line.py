from odoo import models


class SaleOrderLine(models.Model):
    """Whatever makes a confirmed order need goods – confirmation, a new line, more of it – is a promise."""

    _inherit = "sale.order.line"

    def _action_launch_stock_rule(self, *, previous_product_uom_qty=False):
        """Override of sale_stock to promise the goods by the reservation verb: all of them, or a refusal.

        Raises StockRefusal when the store refuses shortages and lacks something.
        """
        if self.env.context.get("skip_procurement"):  # core's key: nothing is wanted, so nothing is held
            return super()._action_launch_stock_rule(previous_product_uom_qty=previous_product_uom_qty)
        lines = self.filtered(lambda line: line.state == "sale" and line.product_id.is_storable)
        pairs = {(line.product_id.id, line.warehouse_id.id) for line in lines if line.warehouse_id}
        self.env["torg.stock.lock"]._lock(pairs)
        holds = lines.order_id.hold_id._get_active_holds()
        res = super()._action_launch_stock_rule(previous_product_uom_qty=previous_product_uom_qty)
        moves = lines.move_ids.filtered(lambda move: move.state not in ("done", "cancel") and move._takes_out())
        if moves:
            moves._promise(instead_of=holds)
        return res

    def _set_quantity(self, quantity):
        """Sell so much of this line at the price it has: core would ask the price list anew for another quantity."""
        self.ensure_one()
        self.write({"product_uom_qty": quantity, "price_unit": self.price_unit, "discount": self.discount})
