from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.torg_sale.exceptions import StageRefusal
from odoo.addons.torg_sale.tests.common import OrderCommon
from odoo.addons.torg_stock.exceptions import StockRefusal


@tagged("post_install", "-at_install")
class TestMove(OrderCommon):
    def test_new_order_stands_in_the_first_stage(self):
        order = self._make_order()
        self.assertEqual(order.stage_id, self.stages["new"])
        self.assertEqual(order.order_type_id, self.retail)
        self.assertEqual(order.state, "draft")

    def test_order_of_a_company_is_wholesale(self):
        firm = self.env["res.partner"].create({"name": "Firm", "is_company": True})
        self.assertEqual(self._make_order(partner_id=firm.id).order_type_id.code, "wholesale")

    def test_source_decides_about_the_type_before_the_customer(self):
        source = self.env["utm.source"].create({"name": "Preorder form"})
        kind = self.env.ref("torg_sale.torg_order_type_preorder")
        kind.source_ids = source
        self.assertEqual(self._make_order(source_id=source.id).order_type_id, kind)

    def test_stage_for_confirmed_orders_confirms_and_reserves(self):
        order = self._make_order(quantity=3)
        self._move(order, "agreed")
        self.assertEqual(order.state, "sale")
        self.assertEqual(self._free(self.product), 7)

    def test_stage_that_the_goods_bring_at_the_same_moment_is_entered_and_told_once(self):
        order, ready = self._make_order(), self.stages["ready"]
        self._move(order, "agreed")
        picking = order.picking_ids
        for move in picking.move_ids:
            move.write({"quantity": move.product_uom_qty, "picked": True})  # noticed before the next savepoint
        with patch.object(type(order), "_emit_event", autospec=True) as told:
            order._advance("collected")
        self.assertEqual(order.stage_id, ready)
        moves = [call.args[0] for call in told.mock_calls if call.args[1] == "order.stage_changed"]
        self.assertEqual(moves, [order])

    def test_order_that_cannot_be_reserved_stays(self):
        self.near.shortage_policy = "refuse"
        order = self._make_order(quantity=11)
        with self.assertRaises(StockRefusal):
            self._move(order, "agreed")
        self.assertEqual(order.stage_id, self.stages["new"])
        self.assertEqual(order.state, "draft")
        self.assertEqual(self._free(self.product), 10)

    def test_back_to_a_draft_stage_frees_the_goods(self):
        order = self._make_order(quantity=3)
        self._move(order, "agreed")
        self._move(order, "in_work")
        self.assertEqual(order.state, "draft")
        self.assertEqual(order.stage_id, self.stages["in_work"])
        self.assertEqual(self._free(self.product), 10)
        self._move(order, "agreed")
        self.assertEqual(self._free(self.product), 7)

    def test_shipped_order_is_not_reset(self):
        order = self._make_order()
        self._move(order, "agreed")
        self._ship(order)
        with self.assertRaises(StageRefusal) as refusal:
            self._move(order, "in_work")
        self.assertEqual(refusal.exception.code, "shipped")

    def test_cancelling_asks_for_a_reason(self):
        order = self._make_order()
        with self.assertRaises(StageRefusal) as refusal:
            self._move(order, "cancelled")
        self.assertEqual(refusal.exception.fields, ["cancel_reason_id"])
        self._move(order, "cancelled", cancel_reason_id=self.reason.id)
        self.assertEqual((order.state, order.cancel_reason_id), ("cancel", self.reason))

    def test_reason_goes_when_the_order_comes_back(self):
        order = self._make_order()
        self._move(order, "cancelled", cancel_reason_id=self.reason.id)
        self._move(order, "new", user=self.supervisor)
        self.assertEqual(order.state, "draft")
        self.assertFalse(order.cancel_reason_id)

    def test_site_cancels_without_being_asked(self):
        order = self._make_order()
        order._move_to_stage(self.stages["cancelled"], "api")
        self.assertEqual(order.cancel_reason_id, self.env.ref("torg_sale.torg_cancel_reason_site"))

    def test_manager_does_not_leave_a_final_stage(self):
        order = self._make_order()
        self._move(order, "cancelled", cancel_reason_id=self.reason.id)
        with self.assertRaises(StageRefusal) as refusal:
            self._move(order, "new")
        self.assertEqual(refusal.exception.code, "forbidden")
        self.assertIn("only a supervisor reopens", str(refusal.exception))

    def test_matrix_is_narrowed_by_an_administrator(self):
        self.env["torg.order.transition"].create(
            {"name": "The site cancels nothing", "sequence": 1, "effect": "deny", "channel": "api",
             "target_stage_ids": self.stages["cancelled"].ids}
        )  # fmt: skip
        order = self._make_order()
        with self.assertRaisesRegex(StageRefusal, "The site cancels nothing"):
            order._move_to_stage(self.stages["cancelled"], "api")
        self._move(order, "cancelled", cancel_reason_id=self.reason.id)

    def test_stage_of_another_team_takes_no_order(self):
        self.stages["in_work"].team_ids = self.other_team
        with self.assertRaises(StageRefusal):
            self._move(self._make_order(), "in_work")

    def test_unpaid_order_does_not_enter_a_stage_that_wants_money(self):
        self.stages["in_delivery"].payment_requirement = "full"
        order = self._make_order()
        self._move(order, "agreed")
        with self.assertRaises(StageRefusal) as refusal:
            self._move(order, "in_delivery")
        self.assertEqual(refusal.exception.code, "unpaid")
        order._register_payment(200, "till")
        self._move(order, "in_delivery")

    def test_short_order_does_not_enter_a_stage_that_wants_goods(self):
        self.near.shortage_policy = "accept"
        self.stages["collecting"].needs_reservation = True
        order = self._make_order(quantity=12)
        self._move(order, "agreed")
        with self.assertRaises(StageRefusal) as refusal:
            self._move(order, "collecting")
        self.assertEqual(refusal.exception.code, "unreserved")

    def test_delivered_and_paid_order_completes_itself(self):
        order = self._make_order()
        self._move(order, "agreed")
        order._register_payment(200, "till")
        self.assertEqual(order.stage_id, self.stages["agreed"])
        self._ship(order)
        self.assertEqual(order.stage_id, self.stages["done"])

    def test_several_orders_move_or_none(self):
        self.near.shortage_policy = "refuse"
        orders = self._make_order(quantity=6) | self._make_order(quantity=6)
        with self.assertRaises(StockRefusal):
            orders._move_to_stage(self.stages["agreed"], "desk")
        self.assertEqual(orders.stage_id, self.stages["new"])
        self.assertEqual(self._free(self.product), 10)

    def test_alcohol_is_only_picked_up(self):
        spirits = self.env["product.category"].create({"name": "Spirits", "pickup_only": True})
        self.product.categ_id = self.env["product.category"].create({"name": "Rum", "parent_id": spirits.id})
        delivery = self.env["product.product"].create({"name": "Courier", "type": "service"})
        courier, pickup = self.env["delivery.carrier"].create(
            [
                {"name": "Courier", "product_id": delivery.id},
                {"name": "Pickup", "product_id": delivery.id, "is_pickup": True},
            ]
        )
        order = self._make_order(carrier_id=courier.id)
        with self.assertRaises(StageRefusal) as refusal:
            self._move(order, "agreed")
        self.assertEqual(refusal.exception.code, "restricted")
        order.carrier_id = pickup
        self._move(order, "agreed")

    def test_foreign_order_is_not_moved(self):
        order = self._make_order(user=self.other_manager)
        order.team_id = self.other_team
        with self.assertRaises(UserError):
            order.with_user(self.manager).write({"stage_id": self.stages["in_work"].id})

    def test_archived_stage_may_not_hide_orders(self):
        self._make_order()
        with self.assertRaises(UserError):
            self.stages["new"].active = False

    def test_many_new_orders_ask_no_more_than_few_for_type_and_stage(self):
        def count(orders):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            for order in orders:
                self.env["torg.order.type"]._find_for(order.partner_id, order.source_id)
                order._get_stage_for("sale")
            return self.env.cr.sql_log_count - before

        orders = self.env["sale.order"].union(*[self._make_order() for _number in range(6)])
        count(orders)
        self.assertEqual(count(orders[:2]), count(orders))
