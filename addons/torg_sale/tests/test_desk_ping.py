from odoo.tests import tagged

from odoo.addons.torg_sale.models.sale_order_ping import MOST_NAMED, PING
from odoo.addons.torg_sale.tests.common import OrderCommon


@tagged("post_install", "-at_install")
class TestDeskPing(OrderCommon):
    def _collect_pings(self, act):
        """Return [(channel record, ids)] of the pings that `act()` sends when it is committed."""
        self._commit()
        pings = []
        target = type(self.env["bus.listener.mixin"])
        self.patch(
            target,
            "_bus_send",
            lambda record, kind, payload, /, **kwargs: kind == PING and pings.append((record, payload["order_ids"])),
        )
        act()
        self._commit()
        return pings

    def _get_receivers(self, pings):
        return {record for record, _ids in pings}

    def test_move_of_an_own_order_reaches_its_manager_and_the_supervisors_only(self):
        order = self._make_order()
        receivers = self._get_receivers(self._collect_pings(lambda: self._move(order, "in_work")))
        self.assertEqual(receivers, {self.manager, self.env.ref("torg_base.group_supervisor")})

    def test_order_without_a_manager_is_told_to_all_managers(self):
        group = self.env.ref("torg_base.group_manager")
        self.assertIn(group, self._get_receivers(self._collect_pings(lambda: self._make_order(user_id=False))))

    def test_both_managers_hear_of_an_order_that_changes_hands(self):
        order = self._make_order()
        receivers = self._get_receivers(self._collect_pings(lambda: order.write({"user_id": self.other_manager.id})))
        self.assertLessEqual({self.manager, self.other_manager}, receivers)

    def test_payment_and_a_changed_line_are_told(self):
        order = self._make_order()
        self.assertTrue(self._collect_pings(lambda: order._register_payment(50, "till")))
        self.assertTrue(self._collect_pings(lambda: order.order_line.write({"product_uom_qty": 5})))

    def test_nothing_is_told_of_what_no_board_shows(self):
        order = self._make_order()
        self.assertFalse(self._collect_pings(lambda: order.write({"client_order_ref": "A-1"})))

    def test_ping_about_very_many_names_none(self):
        self.assertFalse(self.env["sale.order"]._prepare_desk_ping(list(range(MOST_NAMED + 1)))["order_ids"])
