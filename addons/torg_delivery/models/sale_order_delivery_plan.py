from odoo import api, models

from odoo.addons.torg_delivery.models.torg_delivery import PLAN


class SaleOrder(models.Model):
    """Confirmed orders of our own couriers come to the delivery board by themselves."""

    _inherit = "sale.order"

    def _enter_stage(self, stage):
        """Override of torg_sale: a confirmed order is to be brought, a cancelled one is not."""
        came_from = {order: order.stage_id for order in self}
        super()._enter_stage(stage)
        if stage.sale_state == "sale" and not stage.is_final:
            self._make_deliveries()
            if stage.entry_event == "handed":
                self._hand_planned(came_from)
        elif stage.sale_state != "sale":
            self._get_open_deliveries().filtered(lambda delivery: delivery.state == "planned")._cancel()

    # === BUSINESS METHODS === #

    def _make_deliveries(self):
        """Plan an attempt for each of these orders that our couriers bring and that has none. Return the new ones."""
        # sudo: attempts are made by the order
        orders_sudo = self.sudo().filtered(lambda order: order._wants_delivery())
        # an attempt that has just ended must be seen so by the unique index
        self.env["torg.delivery"].flush_model(["state"])
        vals_list = [order._prepare_delivery_vals() for order in orders_sudo]
        return self.env["torg.delivery"].sudo().create(vals_list)  # sudo: see above

    def _wants_delivery(self):
        return (
            self.state == "sale"
            and self.carrier_id.is_own_courier
            and not self.stage_id.is_final
            and not self._get_open_deliveries()
            and bool(self._get_goods_to_bring())
        )

    def _get_goods_to_bring(self):
        """Return `{line: quantity}` of goods that still have to leave the store."""
        open_moves = self._get_open_pickings().move_ids.filtered(
            lambda move: move.state not in ("done", "cancel") and move.sale_line_id and move._takes_out()
        )
        goods = {}
        for move in open_moves:
            line = move.sale_line_id
            goods[line] = goods.get(line, 0.0) + line._sum_moves(move, "product_uom_qty")
        return {line: quantity for line, quantity in goods.items() if quantity}

    def _prepare_delivery_vals(self):
        return {
            "order_id": self.id,
            "attempt": len(self.delivery_ids.filtered(lambda delivery: delivery.state != "cancelled")) + 1,
            "partner_id": self.partner_id.id,
            "carrier_id": self.carrier_id.id,
            "comment": self.customer_note and self.customer_note.replace("\n", " "),
            "courier_id": self.courier_id.id,
            "date": self.delivery_date,
            "interval_id": self.delivery_interval_id.id,
        }

    # === THE PLAN OF AN ORDER AND OF ITS ATTEMPT ARE ONE === #

    def _tell_deliveries(self):
        for order_sudo in self.sudo():  # sudo: attempts are written by the order
            planned = order_sudo.delivery_ids.filtered(lambda delivery: delivery.state == "planned")
            if changed := [name for name, source in PLAN.items() if planned and planned[name] != order_sudo[source]]:
                planned.write(planned._convert_to_write({name: order_sudo[PLAN[name]] for name in changed}))

    def _follow_carrier(self):
        """Another delivery method: drop the attempt that our couriers would make, or plan one."""
        confirmed = self.filtered(lambda order: order.state == "sale")
        planned = confirmed._get_open_deliveries().filtered(lambda delivery: delivery.state == "planned")
        planned.filtered(lambda delivery: delivery.order_id.carrier_id != delivery.carrier_id)._cancel()
        confirmed._make_deliveries()

    # === HANDED FROM THE DESK === #

    def _hand_planned(self, came_from):
        """A person who moves an order to delivery has given it to its courier, when it has one and goods to give.

        :param dict came_from: {order: stage it stood in}: what comes back stands there again
        """
        for order in self:
            handed = order._get_handable()
            handed._hand()
            handed.stage_from_id = came_from[order] if came_from[order].sale_state == "sale" else False

    def _get_handable(self):
        """Return the planned attempt of this order when it has a courier and goods to give him."""
        planned = self._get_open_deliveries().filtered(lambda delivery: delivery.state == "planned")
        ready = planned.courier_id and (self._has_goods_to_hand() or self._get_unclaimed_goods())
        return planned if ready else planned.browse()

    def _has_goods_to_hand(self):
        # sudo: transfers belong to the warehouse
        moves_sudo = self.sudo()._get_open_pickings().move_ids
        return bool(moves_sudo.filtered(lambda move: move.sale_line_id and move.quantity and move._takes_out()))

    def _get_unclaimed_goods(self):
        """Return `{line: quantity}` of goods that have left the store, and with none of the attempts."""
        # sudo: see above
        order_sudo = self.sudo()
        goods = {}
        for line in order_sudo.order_line.filtered(lambda line: line.product_id.type == "consu"):
            rows = order_sudo.delivery_ids.line_ids.filtered(lambda row, line=line: row.order_line_id == line)
            rest = line.qty_delivered - sum(row._get_kept() for row in rows)
            if line.product_uom_id.compare(rest, 0) > 0:
                goods[line] = rest
        return goods

    @api.model
    def _get_courier_domain(self):
        """Return who may bring orders."""
        return [("all_group_ids", "in", self.env.ref("torg_base.group_courier").ids), ("share", "=", False)]
