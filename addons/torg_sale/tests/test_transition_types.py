from odoo.tests import tagged

from .common import OrderCommon


@tagged("post_install", "-at_install")
class TestTransitionTypes(OrderCommon):
    """The matrix as a channel reads it."""

    def _types(self, source, target, channel="api"):
        rules = self.env["torg.order.transition"]
        return rules._get_allowed_types(self.stages[source], self.stages[target], channel)

    def test_free_step_is_for_all_types(self):
        self.assertEqual(self._types("new", "in_work"), self.env["torg.order.type"]._get_all())

    def test_final_stage_is_left_by_nobody_of_the_shop(self):
        self.assertFalse(self._types("done", "new"))
        self.assertTrue(self._types("done", "new", "system"))

    def test_step_is_closed_for_a_type(self):
        self.env["torg.order.transition"].create(
            {"name": "No", "sequence": 1, "effect": "deny", "order_type_ids": self.retail.ids, "channel": "api"}
        )
        self.assertNotIn(self.retail, self._types("new", "in_work"))
        self.stages["in_work"].order_type_ids = self.retail
        self.assertFalse(self._types("new", "in_work"))
