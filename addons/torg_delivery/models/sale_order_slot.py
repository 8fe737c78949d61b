from odoo import api, models

from odoo.addons.torg_delivery.exceptions import DeliveryRefusal

SLOT = ("delivery_date", "delivery_interval_id")


class SaleOrder(models.Model):
    """A place in an interval of a day: taken with the order, by one of two who want the last one."""

    _inherit = "sale.order"

    @api.model_create_multi
    def create(self, vals_list):
        """Override of sale: a new order takes its place."""
        orders = super().create(vals_list)
        orders._take_slots()
        return orders

    def write(self, vals):
        """Override of sale: another day, interval or state takes another place; the planned delivery follows."""
        before = {order: order._get_slot() for order in self}
        if "carrier_id" in vals and "delivery_interval_id" not in vals:
            vals = {**vals, **self._drop_foreign_interval(vals["carrier_id"])}
        res = super().write(vals)
        self.filtered(lambda order: order._get_slot() != before[order])._take_slots()
        if not {*SLOT, "courier_id"}.isdisjoint(vals):
            self._tell_deliveries()
        if "carrier_id" in vals:
            self._follow_carrier()
        return res

    # === BUSINESS METHODS === #

    def _get_slot(self):
        """Return what this order takes a place of, None when it takes none."""
        interval = self.delivery_interval_id
        return (interval.id, self.delivery_date) if interval and self.state != "cancel" else None

    def _drop_foreign_interval(self, carrier_id):
        foreign = self.delivery_interval_id.filtered(lambda interval: interval.carrier_id.id != carrier_id)
        return {"delivery_interval_id": False} if foreign else {}

    def _take_slots(self):
        """Take a place for each of these orders. Raises DeliveryRefusal when its interval takes no more."""
        for order in self:
            interval, date = order.delivery_interval_id, order.delivery_date
            if not order._get_slot() or self._is_history():
                continue
            if not date:
                self._refuse_delivery(self.env._("%(order)s: choose the day too.", order=order.name), "no_date")
            if interval.carrier_id != order.carrier_id or not interval._of_store(order.warehouse_id):
                sentence = self.env._("%(interval)s is of another delivery method or store.", interval=interval.name)
                self._refuse_delivery(sentence, "not_offered")
            self.env["torg.delivery.slot"]._lock(interval, date)
            self.env.flush_all()
            fault, _taken = interval.sudo()._get_faults(date, order)[interval]  # sudo: counts orders of others too
            if fault:
                self._refuse_delivery(interval._explain(fault, date), fault)

    def _is_history(self):
        """Whether the system loads what has happened: nobody chooses any more."""
        return self.env.su and self.env.context.get("torg_silent")

    def _refuse_delivery(self, sentence, code):
        raise DeliveryRefusal(sentence, code)
