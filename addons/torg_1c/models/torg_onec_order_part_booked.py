from odoo import fields, models


class TorgOnecOrderPart(models.Model):
    """Goods that had left the store before 1C booked it: they leave once, whoever tells about it first."""

    _inherit = "torg.onec.order.part"

    booked = fields.Json(readonly=True, help="Documents of 1C about goods that had left here before.")

    def _is_shipment_known(self, number, date, told):
        """Return whether a shipment of 1C was applied: by goods that left then, or that had left before.

        :param told: keys of all shipments that the message tells: another document than these may have got a new day
        """
        self.ensure_one()
        shipments = self.order_id.sudo().shipment_ids  # sudo: written by the verb only
        known = {*(self.booked or ()), *shipments.mapped("external_id")}
        return self._get_event_id(number, date) in known or any(
            self._is_moved(key, number, date) for key in known - {False, *told}
        )

    def _book_what_left(self, key, at, wanted=None):
        """1C has booked goods that left here: its figures contain them from then on.

        :param str key: of 1C's document
        :param datetime at: UTC, when 1C said so
        :param dict wanted: `{product id: pieces}` of the document; what is found here is taken off. None: everything
        """
        booked = self.env["stock.move"]
        for move in self._get_moves_to_book():
            left = move.product_qty if wanted is None else wanted.get(move.product_id.id, 0)
            if move.product_uom.compare(left, 0) > 0:
                booked |= move
                if wanted is not None:
                    wanted[move.product_id.id] = max(left - move.product_qty, 0)
        if booked:
            booked._set_keeper_reported(at)
            self.booked = [*(self.booked or ()), key]

    def _get_moves_to_book(self):
        """Return the moves that brought goods of this part to the customer and that 1C has not booked, oldest first."""
        # sudo: transfers are not the exchange's, what became of the order's goods is
        moves = self._get_goods_lines().sudo().move_ids
        return moves.filtered(
            lambda move: (
                move.state == "done" and move.location_dest_id.usage == "customer" and not move.keeper_reported_at
            )
        ).sorted("date")
