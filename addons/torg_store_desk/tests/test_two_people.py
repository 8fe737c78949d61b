from odoo.tests import tagged

from odoo.addons.torg_sale.exceptions import StageRefusal

from .common import StoreDeskCommon


@tagged("post_install", "-at_install")
class TestTwoPeople(StoreDeskCommon):
    def test_order_that_a_colleague_collects_is_not_touched(self):
        order = self._make_agreed()
        self._desk().take_order(order.id)
        line = order.order_line
        colleague = self._desk(self.colleague)
        for act in (
            lambda: colleague.take_order(order.id),
            lambda: colleague.pick(order.id, line.id, 1),
            lambda: colleague.report_missing(order.id, line.id, 0),
        ):
            with self.assertRaises(StageRefusal) as caught:
                act()
            self.assertEqual(caught.exception.code, "collected_by_other")
        self.assertEqual((order.collector_id, line.picked_qty), (self.store_staff, 0))

    def test_colleague_takes_it_over_with_what_is_picked(self):
        order = self._make_agreed()
        self._desk().pick(order.id, order.order_line.id, 1)
        sheet = self._desk(self.colleague).take_order(order.id, over=True)
        self.assertEqual((order.collector_id, sheet["lines"][0]["picked"]), (self.colleague, 1))
        with self.assertRaises(StageRefusal):
            self._desk().pick(order.id, order.order_line.id, 2)

    def test_taking_twice_is_taking_once(self):
        order = self._make_agreed()
        for _press in range(2):
            self._desk().take_order(order.id)
        self.assertEqual(order.collector_id, self.store_staff)
