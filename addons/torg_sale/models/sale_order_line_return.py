from contextlib import contextmanager

from odoo import api, fields, models

GIVEN_UP = "torg_sale.given_up"  # {line id: quantity that came back for good} while goods are promised anew


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

    # === CRUD METHODS === #

    def write(self, vals):
        """Override of sale_stock: what came back for good is not promised again when more or less is wanted."""
        if "product_uom_qty" not in vals:
            return super().write(vals)
        with self._keeping_returned():
            return super().write(vals)

    # === BUSINESS METHODS === #

    @contextmanager
    def _keeping_returned(self):
        """Promise goods of these lines anew without those that have come back for good by now."""
        given_up = self.env.cr.cache.setdefault(GIVEN_UP, {})
        fresh = {line.id: line.returned_qty for line in self if line.id and line.id not in given_up}
        given_up |= fresh
        try:
            yield
        finally:
            for line_id in fresh:
                del given_up[line_id]

    def _get_qty_procurement(self, previous_product_uom_qty=False):
        """Override of sale_stock: what came back for good is done with, like what was delivered."""
        done = super()._get_qty_procurement(previous_product_uom_qty=previous_product_uom_qty)
        return done + self.env.cr.cache.get(GIVEN_UP, {}).get(self.id, self.returned_qty)

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
