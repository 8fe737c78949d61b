from odoo import fields, models

from odoo.addons.torg_delivery.exceptions import DeliveryRefusal


class TorgDelivery(models.Model):
    """The goods go to the courier, and he sets off."""

    _inherit = "torg.delivery"

    # === ACTIONS === #

    def action_hand(self):
        """Hand these deliveries to their couriers, as whoever may write their orders."""
        self._act_as_dispatcher()._hand()
        return True

    def action_set_off(self):
        """Note that the courier is on the way."""
        self._act_as_dispatcher()._set_off()
        return True

    def action_cancel_plan(self):
        """Drop attempts that were not handed yet: the customer picks the goods up or another way brings them."""
        deliveries_sudo = self._act_as_dispatcher()
        deliveries_sudo._check_plannable()
        deliveries_sudo._cancel()
        return True

    def _act_as_dispatcher(self):
        """Return these deliveries for the verbs, when the person may change their orders."""
        self.check_access("write")
        self.order_id.check_access("write")
        # sudo: goods, money and letters are moved by the verbs, the person was checked above
        return self.sudo()

    # === BUSINESS METHODS === #

    def _hand(self):
        """Let the goods leave the store with the courier; the orders go to delivery. Told twice, handed once.

        Raises DeliveryRefusal when nobody brings it, StageRefusal when nothing is put aside or reserved.
        """
        self.lock_for_update()
        for delivery in self.filtered(lambda delivery: delivery.state not in ("handed", "on_way", "delivered")):
            delivery._check_plannable()
            if not delivery.courier_id:
                raise DeliveryRefusal(
                    self.env._("%(order)s: choose who brings it.", order=delivery.order_id.name), "no_courier"
                )
            order = delivery.order_id
            with self.env.cr.savepoint(), order._told_by_delivery("handed"):
                delivery.write(
                    {"state": "handed", "handed_at": fields.Datetime.now(), "stage_from_id": order.stage_id.id}
                )
                delivery._load_goods()
                order._advance("handed")
            delivery._tell_customer("handed")

    def _load_goods(self):
        """Take the goods out of the store, or those that another system has shipped for this delivery."""
        order = self.order_id
        given = {}
        if order._has_goods_to_hand() or not (given := order._get_unclaimed_goods()):
            self.shipment_id = order._hand_over()
            for move in self.shipment_id.picking_ids.move_ids.filtered(lambda move: move.state == "done"):
                line = move.sale_line_id
                given[line] = given.get(line, 0.0) + line._sum_moves(move, "quantity")
        self.env["torg.delivery.line"].create(
            [
                {
                    "delivery_id": self.id,
                    "order_line_id": line.id,
                    "name": line.product_id.with_context(display_default_code=False).display_name,
                    "quantity": quantity,
                }
                for line, quantity in given.items()
                if line and quantity
            ]
        )

    def _set_off(self):
        """Note that the courier is on the way to the customer. Told twice, it counts once."""
        self.lock_for_update()
        for delivery in self.filtered(lambda delivery: delivery.state != "on_way"):
            delivery._check_with_courier()
            delivery.write({"state": "on_way", "on_way_at": fields.Datetime.now()})
            delivery._tell_customer("on_way")

    def _cancel(self):
        """Drop planned attempts; what the customer already has may complete the orders now."""
        planned = self.filtered(lambda delivery: delivery.state == "planned")
        planned.write({"state": "cancelled", "closed_at": fields.Datetime.now()})
        planned.order_id._complete()
