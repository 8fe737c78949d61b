from odoo import api, fields, models


class SaleOrderLine(models.Model):
    """What came back of a line for good. The line itself stays as it was sold: a return is another fact."""

    _inherit = "sale.order.line"

    returned_qty = fields.Float(
        "Returned", compute="_compute_returned_qty", store=True, digits="Product Unit", copy=False
    )
    returned_amount = fields.Monetary(
        "Value of returned goods", compute="_compute_returned_amount", store=True, help="With tax, after discounts."
    )

    @api.depends("product_uom_qty", "qty_delivered", "move_ids.state", "move_ids.quantity", "move_ids.to_refund")
    def _compute_returned_qty(self):
        """Count what came back and is neither delivered again nor waiting for that."""
        for line in self:
            outgoing, incoming = line._get_outgoing_incoming_moves()
            back = line._sum_moves(incoming.filtered(lambda move: move.state == "done"), "quantity")
            coming = outgoing.filtered(lambda move: move.state not in ("done", "cancel"))
            missing = line.product_uom_qty - line.qty_delivered - line._sum_moves(coming, "product_uom_qty")
            line.returned_qty = max(0.0, min(back, missing))

    @api.depends("returned_qty", "product_uom_qty", "price_total")
    def _compute_returned_amount(self):
        for line in self:
            line.returned_amount = line._get_part_total(line.returned_qty)

    # === BUSINESS METHODS === #

    def _get_part_total(self, quantity):
        """Return what so much of this line costs, with tax, to a kopeck; all of it costs exactly the line's total.

        :param float quantity: in the unit of the line
        """
        self.ensure_one()
        if not self.product_uom_qty:
            return 0.0
        return self.currency_id.round(self.price_total * quantity / self.product_uom_qty)

    def _sum_moves(self, moves, name):
        """Return the sum of a quantity of these moves in the unit of the line."""
        return sum(
            move.product_uom._compute_quantity(move[name], self.product_uom_id, rounding_method="HALF-UP")
            for move in moves
        )
