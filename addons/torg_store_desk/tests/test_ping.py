from odoo.tests import tagged

from odoo.addons.torg_sale.models.sale_order_ping import PING

from .common import StoreDeskCommon


@tagged("post_install", "-at_install")
class TestPing(StoreDeskCommon):
    def _collect(self, act):
        """Return {who: ids of orders} of the pings that `act()` sends when it is committed."""
        self._commit()
        pings = {}
        target = type(self.env["bus.listener.mixin"])
        self.patch(
            target,
            "_bus_send",
            lambda record, kind, payload, /, **kwargs: kind == PING and pings.update({record: payload["order_ids"]}),
        )
        act()
        self._commit()
        return pings

    def test_staff_of_the_store_hear_of_its_orders_and_nobody_elses(self):
        order = self._make_order()
        pings = self._collect(lambda: self._move(order, "agreed"))
        self.assertEqual(pings.get(self.store_staff), order.ids)
        self.assertNotIn(self.outsider, pings)

    def test_both_stores_hear_of_an_order_that_goes_from_one_to_the_other(self):
        order = self._make_agreed()
        pings = self._collect(lambda: order._change_store(self.far))
        self.assertLessEqual({self.store_staff, self.outsider}, pings.keys())

    def test_each_picked_piece_is_told_to_colleagues(self):
        order = self._make_agreed()
        self._desk().take_order(order.id)
        pings = self._collect(lambda: self._desk().pick(order.id, order.order_line.id, 1))
        self.assertEqual(pings.get(self.colleague), order.ids)
