from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.torg_sale.tests.common import OrderCommon


@tagged("post_install", "-at_install")
class TestCall(OrderCommon):
    def test_whoever_calls_leaves_the_moment_on_the_order(self):
        order = self._make_order(user=self.env["res.users"])
        self.assertIn(order, self._find_not_called())
        order.with_user(self.manager).register_call()
        self.assertTrue(order.called_date)
        self.assertNotIn(order, self._find_not_called())

    def test_a_stranger_leaves_nothing(self):
        order = self._make_order()
        with self.assertRaises(AccessError):
            order.with_user(self.store_staff).register_call()
        self.assertFalse(order.called_date)

    def _find_not_called(self):
        return self.env["sale.order"].search([("called_date", "=", False), ("stage_id.is_final", "=", False)])
