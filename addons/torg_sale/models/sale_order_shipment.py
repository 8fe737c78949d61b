from collections import defaultdict

from odoo import fields, models

from odoo.addons.torg_sale.exceptions import StageRefusal


class SaleOrder(models.Model):
    """What is shipped: core's transfers are the only owner, whoever ships."""

    _inherit = "sale.order"

    shipment_ids = fields.One2many("torg.order.shipment", "order_id", "Shipments", readonly=True)

    def _get_delivery_status(self):
        """Return `none`, `partial`, `full` or `returned`, by the goods that the customer has and should have."""
        self.ensure_one()
        lines = self.order_line.filtered(lambda line: line.product_id.type == "consu" and line.product_uom_qty > 0)
        rest = any(
            line.product_uom_id.compare(line.qty_delivered + line.returned_qty, line.product_uom_qty) < 0
            for line in lines
        )
        if any(line.qty_delivered > 0 for line in lines):
            return "partial" if rest else "full"
        return "none" if rest or not lines else "returned"

    def _is_received(self):
        """Hook: whether the customer has all that he should have. Goods on their way with a courier are not his yet."""
        return self._get_delivery_status() == "full"

    def _is_collected(self):
        """Return whether all that still has to leave the store is put aside."""
        moves = self._get_open_pickings().move_ids.filtered(lambda move: move.state != "cancel")
        return bool(moves) and all(
            move.picked and move.product_uom.compare(move.quantity, move.product_uom_qty) >= 0 for move in moves
        )

    def _hand_over(self):
        """Let the goods that are put aside – all that is reserved when none are – leave the store.

        Return the torg.order.shipment. Raises StageRefusal when there is nothing to give.
        """
        self.ensure_one()
        # sudo: store staff and couriers give what they see in the order, transfers belong to the warehouse
        moves_sudo = self.sudo()._get_open_pickings().move_ids
        moves_sudo = moves_sudo.filtered(lambda move: move.sale_line_id and move.quantity and move._takes_out())
        given = defaultdict(float)
        for move in moves_sudo.filtered("picked") or moves_sudo:
            line = move.sale_line_id.with_env(self.env)
            given[line] += move.product_uom._compute_quantity(move.quantity, line.product_uom_id)
        if not given:
            raise StageRefusal(self.env._("%(order)s: no goods are put aside.", order=self.name), "nothing_to_give")
        return self._register_shipment(given, "desk")

    def _register_shipment(self, quantities, source, external_id=None, date=None):
        """Ship goods of this order as another system says it did; the same `external_id` ships once.

        An order that is not confirmed yet is confirmed first. Return the torg.order.shipment.

        :param dict quantities: {order line: quantity in the unit of the line}
        :param str source: `1c`, `api` or `desk`
        :param datetime date: UTC; now unless told
        """
        self.ensure_one()
        # sudo: shipments and transfers are written by this verb, whoever tells about them
        Shipment = self.env["torg.order.shipment"].sudo()
        known = external_id and Shipment.search([("source", "=", source), ("external_id", "=", external_id)])
        if known and known.order_id != self:
            raise StageRefusal(
                self.env._("Shipment %(number)s belongs to %(order)s.", number=external_id, order=known.order_id.name),
                "foreign_shipment",
            )
        if known:
            return known.with_env(self.env)
        if self.state != "sale":
            self._move_to_stage(self._get_stage_for("sale"), channel="system" if source == "desk" else source)
        pickings = self.sudo()._ship(quantities)  # sudo: see above
        if source == "1c":
            pickings.move_ids._set_keeper_reported(date)
        shipment = Shipment.create(
            {
                "order_id": self.id,
                "source": source,
                "external_id": external_id,
                "date": date or fields.Datetime.now(),
                "picking_ids": pickings.ids,
            }
        )
        return shipment.with_env(self.env)

    def _accept_by_keeper(self, at=None, lines=None):
        """1C has taken these orders and reserved them: its next figures count the reserve, ours must not once more.

        What it knew before stays known as of then, so a line that grew may be told again and again.

        :param datetime at: UTC, when it did; now unless told
        :param lines: of these orders that it has reserved; all unless told
        """
        moves = self._get_open_moves(lines).filtered(lambda move: not move.keeper_accepted_at)
        if moves:
            moves._set_keeper_accepted(at)

    def _release_by_keeper(self, lines=None):
        """1C holds these orders no longer: their goods are free in its next figures, and ours to reserve again.

        :param lines: of these orders that it has let go; all unless told
        """
        moves = self._get_open_moves(lines).filtered("keeper_accepted_at")
        if moves:
            moves._unset_keeper_accepted()

    def _get_open_moves(self, lines=None):
        # sudo: whoever tells about it need not see the moves
        moves = (self.order_line if lines is None else lines).sudo().move_ids
        return moves.filtered(lambda move: move.state not in ("done", "cancel"))

    def _ship(self, quantities):
        """Let so much of these lines leave the store, reserved or not, and return the transfers that are done."""
        pickings, told = self.env["stock.picking"], self.env["stock.move"]
        for line, quantity in quantities.items():
            rest = line.product_uom_id._compute_quantity(quantity, line.product_id.uom_id)
            moves = line.move_ids.filtered(lambda move: move.state not in ("done", "cancel") and move._takes_out())
            for move in moves:
                taken = min(rest, move.product_qty) if move != moves[-1:] else rest
                move.quantity = move.product_id.uom_id._compute_quantity(taken, move.product_uom)
                move.picked = taken > 0
                rest -= taken
            told |= moves
            pickings |= moves.filtered("picked").picking_id
        # What is put aside of other lines has not left: core would ship it along.
        others = self.order_line.move_ids.filtered(lambda move: move.picking_id in pickings and move.picked) - told
        others.filtered(lambda move: move.state not in ("done", "cancel")).picked = False
        if pickings:
            pickings._action_done()
        return pickings

    def _on_delivery(self):
        """Hook: goods of these orders have left a store or came back."""
        self._emit_event("order.shipped")
        self._advance("shipped")
        self._complete()
