from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.torg_sale.tests.common import OrderCommon


@tagged("post_install", "-at_install")
class TestTransitionGrid(OrderCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rules = cls.env["torg.order.transition"].with_user(cls.director)

    def _get_cell(self, source, target, role="manager", channel="desk"):
        grid = self.rules.get_grid(self.retail.id, role, channel)
        return grid["cells"][str(self.stages[source].id)][str(self.stages[target].id)]

    def test_table_says_who_may_reopen_an_order_and_why_others_may_not(self):
        cell = self._get_cell("done", "in_work")
        self.assertFalse(cell["allow"])
        self.assertIn("supervisor", cell["why"])
        self.assertTrue(self._get_cell("done", "in_work", role="supervisor")["allow"])
        self.assertTrue(self._get_cell("new", "in_work")["allow"])

    def test_table_agrees_with_the_verb(self):
        order = self._make_order().with_user(self.manager)
        for code, stage in self.stages.items():
            if stage != order.stage_id:
                refusal = order.get_stage_questions(stage.id)["refusal"]
                self.assertEqual(self._get_cell("new", code)["allow"], not refusal, code)

    def test_shipped_matrix_has_no_faults(self):
        self.assertEqual(self.rules.get_grid()["faults"], [])

    def test_stage_that_nobody_reaches_and_none_leaves_are_named(self):
        self._forbid(target_stage_ids=self.stages["ready"].ids)
        self._forbid(source_scope="chosen", source_stage_ids=self.stages["in_work"].ids)
        fault = next(f for f in self.rules.get_grid()["faults"] if f["type"] == self.retail.name)
        self.assertEqual(fault["unreachable"], [self.stages["ready"].name])
        self.assertEqual(fault["dead_ends"], [self.stages["in_work"].name])

    def _forbid(self, **values):
        return self.rules.create({"name": "Closed", "effect": "deny", "sequence": 1, **values})

    def test_whoever_breaks_the_matrix_is_warned(self):
        warnings = []
        self.patch(
            type(self.env["bus.listener.mixin"]),
            "_bus_send",
            lambda record, kind, payload, /, **kwargs: warnings.append((record, payload)),
        )
        rule = self._forbid(target_stage_ids=self.stages["ready"].ids)
        self.assertEqual(warnings[-1][0], self.director)
        self.assertIn(self.stages["ready"].name, warnings[-1][1]["message"])
        warnings.clear()
        rule.unlink()
        self.assertFalse(warnings)

    def test_manager_does_not_read_the_matrix(self):
        with self.assertRaises(AccessError):
            self.env["torg.order.transition"].with_user(self.manager).get_grid()
