from odoo.tests import BaseCase, tagged

from odoo.addons.torg_sale.exceptions import EditConflict
from odoo.addons.torg_sale.tests.common import OrderCommon
from odoo.addons.torg_sale.tools.conflict import same, stands_against


class TestConflictTool(BaseCase):
    def test_nothing_is_nothing(self):
        for first, second in ((False, None), ("", False), (0.1 + 0.2, 0.3), ("a\r\nb", "a\nb"), (5, 5.0)):
            self.assertTrue(same(first, second))
        for first, second in ((1, 2), ("a", "b"), (False, "a"), (True, False), (5, False)):
            self.assertFalse(same(first, second))

    def test_only_a_lost_change_is_a_conflict(self):
        self.assertTrue(stands_against("a", "b", "c"))
        self.assertFalse(stands_against("a", "b", "a"))
        self.assertFalse(stands_against("a", "c", "c"))


@tagged("post_install", "-at_install")
class TestConflict(OrderCommon):
    def setUp(self):
        super().setUp()
        self.order = self._make_order(note=False)
        self._commit()

    def _save(self, vals, fields=None, lines=None, user=None):
        order = self.order.with_user(user or self.manager)
        order.web_save({**vals, "torg_loaded": {"fields": fields or {}, "lines": lines or {}}}, {})
        self._commit()

    def _other_writes(self, **vals):
        self.order.with_user(self.supervisor).write(vals)
        self._commit()

    def test_same_field_changed_by_another_is_refused_with_both_values(self):
        self._other_writes(client_order_ref="theirs")
        with self.assertRaises(EditConflict) as refusal:
            self._save({"client_order_ref": "mine"}, {"client_order_ref": "old"})
        conflict = refusal.exception.context["conflicts"][0]
        self.assertEqual((conflict["mine"], conflict["theirs"], conflict["was"]), ("mine", "theirs", "old"))
        self.assertIn(self.supervisor.name, str(refusal.exception))
        self.assertEqual(self.order.client_order_ref, "theirs")

    def test_another_field_changed_by_another_is_no_conflict(self):
        self._other_writes(client_order_ref="theirs")
        self._save({"warehouse_id": self.far.id}, {"warehouse_id": self.near.id})
        self.assertEqual((self.order.client_order_ref, self.order.warehouse_id), ("theirs", self.far))

    def test_who_keeps_his_own_saves_over_the_new(self):
        self._other_writes(client_order_ref="theirs")
        self._save({"client_order_ref": "mine"}, {"client_order_ref": "theirs"})
        self.assertEqual(self.order.client_order_ref, "mine")

    def test_what_the_system_changed_never_conflicts(self):
        self.order._move_to_stage(self.stages["in_work"], "system")
        self._commit()
        self._save({"stage_id": self.stages["agreed"].id}, {"stage_id": self.stages["new"].id})
        self.assertEqual(self.order.stage_id, self.stages["agreed"])

    def test_my_own_other_screen_never_conflicts(self):
        self.order.with_user(self.manager).write({"client_order_ref": "first"})
        self._commit()
        self._save({"client_order_ref": "second"}, {"client_order_ref": False})
        self.assertEqual(self.order.client_order_ref, "second")

    def test_same_line_same_field_is_refused(self):
        line = self.order.order_line
        self._other_writes(order_line=[(1, line.id, {"product_uom_qty": 7})])
        with self.assertRaises(EditConflict) as refusal:
            self._save(
                {"order_line": [[1, line.id, {"product_uom_qty": 3}]]}, lines={str(line.id): {"product_uom_qty": 2}}
            )
        self.assertEqual(refusal.exception.context["conflicts"][0]["line"], line.id)
        self.assertEqual(line.product_uom_qty, 7)

    def test_another_field_of_the_line_is_no_conflict(self):
        line = self.order.order_line
        self._other_writes(order_line=[(1, line.id, {"product_uom_qty": 7})])
        self._save({"order_line": [[1, line.id, {"price_unit": 90}]]}, lines={str(line.id): {"price_unit": 100}})
        self.assertEqual((line.product_uom_qty, line.price_unit), (7, 90))

    def test_line_removed_by_another_is_told(self):
        line = self.order.order_line
        self._other_writes(order_line=[(2, line.id)])
        with self.assertRaises(EditConflict) as refusal:
            self._save(
                {"order_line": [[1, line.id, {"product_uom_qty": 3}]]}, lines={str(line.id): {"product_uom_qty": 2}}
            )
        self.assertEqual(refusal.exception.context["conflicts"][0]["theirs"], "the line is removed")

    def test_line_removed_by_both_is_no_conflict(self):
        line = self.order.order_line
        self._other_writes(order_line=[(2, line.id)])
        self._save({"order_line": [[2, line.id]]}, lines={str(line.id): {"product_uom_qty": 2}})
        self.assertFalse(self.order.order_line)

    def test_removing_a_line_that_another_changed_is_refused(self):
        line = self.order.order_line
        self._other_writes(order_line=[(1, line.id, {"product_uom_qty": 7})])
        with self.assertRaises(EditConflict):
            self._save({"order_line": [[2, line.id]]}, lines={str(line.id): {"product_uom_qty": 2, "price_unit": 100}})
        self.assertTrue(line.exists())


@tagged("post_install", "-at_install")
class TestPresence(OrderCommon):
    def test_two_people_see_each_other_until_one_leaves(self):
        order = self._make_order()
        self.assertEqual(order.with_user(self.manager).touch_presence(), [])
        seen = order.with_user(self.supervisor).touch_presence()
        self.assertEqual(seen, [{"id": self.manager.id, "name": self.manager.name}])
        self.assertEqual(len(order.with_user(self.manager).touch_presence()), 1)
        order.with_user(self.supervisor).touch_presence(leaving=True)
        self.assertEqual(order.with_user(self.manager).touch_presence(), [])

    def test_screen_that_fell_silent_is_forgotten(self):
        order = self._make_order()
        order.with_user(self.manager).touch_presence()
        self.env["torg.order.presence"].search([]).seen_at = "2020-01-01"
        self.assertEqual(order.with_user(self.supervisor).touch_presence(), [])

    def test_stranger_learns_nothing(self):
        order = self._make_order()
        with self.assertRaises(Exception) as refusal:
            order.with_user(self.stranger).touch_presence()
        self.assertEqual(type(refusal.exception).__name__, "AccessError")
