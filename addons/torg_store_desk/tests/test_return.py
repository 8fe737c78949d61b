from odoo.tests import tagged

from odoo.addons.torg_sale.exceptions import StageRefusal

from .common import KEY, OTHER_KEY, StoreDeskCommon


@tagged("post_install", "-at_install")
class TestReturn(StoreDeskCommon):
    """A customer comes back with one of two bottles."""

    def setUp(self):
        super().setUp()
        self.order = self._make_ready()
        self._pay(self.order)
        self._desk().hand_over(self.order.id, self.order.pickup_code)
        self.defect = self.env.ref("torg_sale.torg_return_reason_defect")

    def _take_back(self, quantity=1, key=OTHER_KEY):
        quantities = {str(self.order.order_line.id): quantity}
        return self._desk().take_back(self.order.id, quantities, self.defect.id, "cash", key)

    def test_completed_order_is_found_by_number_phone_and_name(self):
        for text in (self.order.name, "4567", "test customer"):
            found = [card["id"] for card in self._desk().find_sold(text, self.near.id)]
            self.assertIn(self.order.id, found, text)

    def test_goods_are_in_the_store_and_money_with_the_customer(self):
        free = self._free(self.product)
        sheet = self._take_back()
        self.assertEqual((sheet["returned"], sheet["due"]), (100, 0))
        self.assertEqual(self._free(self.product), free + 1)
        self.assertEqual(sorted(self.order.payment_ids.mapped("amount")), [-100, 200])
        self.assertEqual(self.order.return_ids.reason_id, self.defect)

    def test_same_press_takes_back_once(self):
        for _press in range(2):
            self._take_back()
        self.assertEqual((self.order.order_line.returned_qty, self.order.paid_amount), (1, 100))

    def test_more_than_the_customer_has_does_not_come_back(self):
        with self.assertRaises(StageRefusal):
            self._take_back(quantity=3)

    def test_key_of_another_order_is_not_taken_for_its_own(self):
        self._take_back()
        other = self._make_ready(quantity=1)
        self._pay(other, key=KEY + "-2")
        self._desk().hand_over(other.id, other.pickup_code)
        with self.assertRaises(StageRefusal):
            self._desk().take_back(other.id, {str(other.order_line.id): 1}, self.defect.id, "cash", OTHER_KEY)
