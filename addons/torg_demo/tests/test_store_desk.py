from odoo.tests import tagged

from .common import DemoCase


@tagged("post_install", "-at_install")
class TestStoreDesk(DemoCase):
    def _get_answer(self):
        desk = self.env["torg.store.desk"].with_user(self.get_demo("user_natalia"))
        return desk.get_desk(self.get_demo("store_sadovaya").id)

    def _get_shown(self, name):
        cards = {card["id"]: card for card in self._get_answer()[name]}
        return {number for number in range(1, 8) if self.get_demo(f"counter_0{number}").id in cards}

    def test_counter_on_sadovaya_has_work_in_every_tab(self):
        self.assertEqual(self._get_shown("collect"), {1, 2, 3})
        self.assertEqual(self._get_shown("ready"), {4, 5, 6})
        self.assertEqual(self._get_shown("waiting"), {6})
        self.assertEqual(self._get_shown("released"), {7})

    def test_ready_orders_have_codes(self):
        self.assertTrue(all(self.get_demo(f"counter_0{number}").pickup_code for number in (4, 5, 6)))

    def test_manager_has_something_to_decide(self):
        [row] = self.get_demo("counter_03").with_user(self.get_demo("user_anna")).get_missing()
        self.assertTrue(row["offers"])
        self.assertEqual(row["who"], self.get_demo("user_natalia").name)

    def test_money_of_whoever_did_not_come_is_to_be_given_back(self):
        order = self.get_demo("counter_07")
        self.assertEqual(order._get_amount_due(), -order.amount_total)
