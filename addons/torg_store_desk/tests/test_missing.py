from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.torg_sale.exceptions import StageRefusal

from .common import StoreDeskCommon


@tagged("post_install", "-at_install")
class TestMissing(StoreDeskCommon):
    """Four bottles of rum are ordered, the shelf has three."""

    def setUp(self):
        super().setUp()
        self.order = self._make_agreed(quantity=4)
        self.line = self.order.order_line

    def _report(self, found=3, offers=None):
        self._desk().report_missing(self.order.id, self.line.id, found, (offers or self.gin).ids)
        self._commit()
        return self.order.missing_ids.with_user(self.manager)

    def test_store_offers_only_what_it_has(self):
        offers = self._desk().get_offers(self.order.id, self.line.id)
        self.assertEqual([offer["name"] for offer in offers], ["Gin"])
        self.assertNotIn("standard_price", offers[0])

    def test_manager_hears_of_it_on_the_card_and_by_an_activity(self):
        self._report()
        badges = self.order.with_user(self.manager)._get_card_badges()[self.order.id]
        self.assertIn("Not found: Rum × 1", [badge["text"] for badge in badges])
        activity = self.order.activity_ids
        self.assertEqual((activity.user_id, activity.summary), (self.manager, f"{self.order.name}: not found: Rum × 1"))

    def test_promise_stands_until_the_manager_decides(self):
        free = self._free(self.product)
        self._report()
        self.assertEqual(self._free(self.product), free)

    def test_substitute_is_accepted_by_one_click_and_waits_to_be_collected(self):
        row = self._report()
        row.accept_offer(self.gin.id)
        self._commit()
        new = self.order.order_line - self.line
        self.assertEqual((self.line.product_uom_qty, new.product_id, new.product_uom_qty), (3, self.gin, 1))
        self.assertEqual((row.state, self.order.stage_id.code), ("replaced", "collecting"))
        self.assertFalse(self.order.activity_ids)
        sheet = self._desk().get_collect(self.order.id)
        self.assertEqual([(line["name"], line["asked"], line["picked"]) for line in sheet["lines"]][0], ("Rum", 3, 3))
        self._desk().pick(self.order.id, new.id, 1)
        self._commit()
        self.assertEqual(self.order.stage_id.code, "ready")
        self.order._hand_over()
        self.assertEqual((self.line.qty_delivered, new.qty_delivered), (3, 1))

    def test_whole_line_is_replaced(self):
        self._report(found=0).accept_offer(self.gin.id)
        new = self.order.order_line - self.line
        self.assertEqual((self.line.product_uom_qty, new.product_uom_qty), (0, 4))

    def test_missing_part_is_taken_out_and_the_rest_is_ready(self):
        free = self._free(self.product)
        self._report().remove_goods()
        self._commit()
        self.assertEqual((self.line.product_uom_qty, self.order.stage_id.code), (3, "ready"))
        self.assertEqual(self._free(self.product), free + 1)
        self.order._hand_over()
        self.assertEqual(self.order._get_delivery_status(), "full")

    def test_last_goods_of_an_order_are_not_taken_out(self):
        with self.assertRaises(StageRefusal):
            self._report(found=0).remove_goods()

    def test_store_is_asked_to_look_again_and_finds_it(self):
        row = self._report()
        row.look_again()
        [line] = self._desk().get_collect(self.order.id)["lines"]
        self.assertEqual(line["missing"], "again")
        self._desk().pick(self.order.id, self.line.id, 4)
        self._commit()
        self.assertEqual(self.order.stage_id.code, "ready")

    def test_found_after_all_before_the_manager_looked(self):
        row = self._report()
        self._desk().pick(self.order.id, self.line.id, 4)
        self._commit()
        self.assertEqual((row.state, self.order.stage_id.code), ("found", "ready"))
        self.assertFalse(self.order.activity_ids)

    def test_order_is_not_ready_while_something_is_to_be_decided(self):
        self._report()
        with self.assertRaises(StageRefusal) as caught:
            self._move(self.order, "ready")
        self.assertEqual(caught.exception.code, "missing_goods")

    def test_decision_is_made_once(self):
        row = self._report()
        row.accept_offer(self.gin.id)
        with self.assertRaises(StageRefusal):
            row.remove_goods()

    def test_second_report_corrects_the_first(self):
        self._report(found=3)
        row = self._report(found=1)
        self.assertEqual((len(row), row.found, row._get_missing()), (1, 1, 3))

    def test_nothing_is_missing_when_all_is_found(self):
        with self.assertRaises(StageRefusal):
            self._report(found=4)

    def test_cancelled_order_leaves_nothing_to_decide(self):
        row = self._report()
        self._move(self.order, "cancelled", cancel_reason_id=self.reason.id)
        self.assertEqual(row.state, "moved")
        self.assertFalse(self.order.activity_ids)

    def test_manager_of_other_orders_decides_nothing(self):
        row = self._report().with_user(self.other_manager)
        for decide in (lambda: row.accept_offer(self.gin.id), row.remove_goods, row.look_again):
            with self.assertRaises(AccessError):
                decide()
        with self.assertRaises(AccessError):
            self.order.with_user(self.other_manager).get_missing()

    def test_manager_sees_what_is_missing_and_what_the_store_has(self):
        self._report()
        [row] = self.order.with_user(self.manager).get_missing()
        self.assertEqual((row["product"], row["missing"], row["offers"][0]["name"]), ("Rum", 1, "Gin"))
