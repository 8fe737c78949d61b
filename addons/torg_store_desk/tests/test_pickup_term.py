from unittest.mock import patch

from freezegun import freeze_time

from odoo.tests import tagged

from odoo.addons.torg_sale.exceptions import StageRefusal

from .common import KEY, StoreDeskCommon


@tagged("post_install", "-at_install")
class TestPickupTerm(StoreDeskCommon):
    """An order is ready on Monday, the 2nd of March, at ten; orders wait for three days."""

    def setUp(self):
        super().setUp()
        self.customer.email = "customer@example.com"
        with freeze_time("2026-03-02 10:00:00"):
            self.order = self._make_ready()

    def _watch(self, moment):
        with freeze_time(moment), patch.object(type(self.env["ir.cron"]), "_commit_progress", return_value=60):
            self.env["sale.order"]._cron_watch_pickup()
            self._commit()

    def _letters(self):
        return self.order.message_log_ids.filtered(lambda row: row.occasion == "pickup").mapped("mail_template_id")

    def _letter(self, name):
        return self.env.ref(f"torg_store_desk.mail_template_pickup_{name}")

    def test_ready_order_waits_for_three_days(self):
        self.assertEqual(str(self.order.pickup_until), "2026-03-05 10:00:00")
        self.assertEqual(str(self.order.pickup_reminder_date), "2026-03-04 10:00:00")

    def test_days_are_the_companys(self):
        self.env.company.pickup_days = 5
        with freeze_time("2026-03-02 10:00:00"):
            order = self._make_ready(quantity=1)
        self.assertEqual(str(order.pickup_until), "2026-03-07 10:00:00")

    def test_zero_days_are_for_ever(self):
        self.env.company.pickup_days = 0
        order = self._make_ready(quantity=1)
        self.assertFalse(order.pickup_until)

    def test_order_that_was_ready_before_the_addon_waits_in_full_from_now(self):
        self.order.pickup_until = False
        with freeze_time("2026-04-01 08:00:00"):
            self.env["sale.order"]._start_pickup_terms()
        self.assertEqual(str(self.order.pickup_until), "2026-04-04 08:00:00")

    def test_customer_is_reminded_a_day_before_and_once(self):
        self._watch("2026-03-04 09:59:00")
        self.assertFalse(self._letters())
        for moment in ("2026-03-04 10:00:00", "2026-03-04 12:00:00"):
            self._watch(moment)
        self.assertEqual(self._letters(), self._letter("reminder"))
        self.assertEqual(len(self.order.message_log_ids.filtered(lambda row: row.occasion == "pickup")), 1)

    def test_goods_are_free_when_nobody_came_and_the_customer_is_told_once(self):
        free = self._free(self.product)
        self._watch("2026-03-05 09:59:00")
        self.assertEqual(self.order.state, "sale")
        for moment in ("2026-03-05 10:00:00", "2026-03-05 11:00:00"):
            self._watch(moment)
        self.assertEqual((self.order.state, self._free(self.product)), ("cancel", free + 2))
        self.assertEqual(self.order.cancel_reason_id, self.env.ref("torg_sale.torg_cancel_reason_not_collected"))
        letters = self.order.message_log_ids.mapped("mail_template_id")
        self.assertIn(self._letter("unclaimed"), letters)
        self.assertNotIn(self.env.ref("torg_sale.mail_template_order_cancelled"), letters)

    def test_orders_go_on_when_an_administrator_has_deleted_the_reason(self):
        self.env.ref("torg_sale.torg_cancel_reason_not_collected").unlink()
        self._watch("2026-03-06 10:00:00")
        self.assertEqual(self.order.state, "cancel")
        self.assertFalse(self._desk().get_desk()["released"])

    def test_money_is_shown_as_to_be_given_back_and_given(self):
        self._pay(self.order)
        self._watch("2026-03-06 10:00:00")
        with freeze_time("2026-03-06 11:00:00"):
            [card] = self._desk().get_desk()["released"]
            self.assertEqual((card["id"], card["due"]), (self.order.id, -200))
            sheet = self._desk().take_payment(self.order.id, -200, "cash", KEY + "-back")
        self.assertEqual((sheet["due"], self.order.paid_amount), (0, 0))

    def test_staff_keep_an_order_longer_and_the_customer_is_reminded_again(self):
        self._watch("2026-03-04 10:00:00")
        with freeze_time("2026-03-05 09:00:00"):
            [card] = self._desk().get_desk()["waiting"]
            self._desk().extend(card["id"], 3)
        self.assertEqual(str(self.order.pickup_until), "2026-03-08 10:00:00")
        self._watch("2026-03-07 10:00:00")
        self.assertEqual(len(self.order.message_log_ids.filtered(lambda row: row.occasion == "pickup")), 2)
        self.assertEqual(self.order.state, "sale")

    def test_order_is_not_kept_for_ever(self):
        for days in (0, -1, 31):
            with self.assertRaises(StageRefusal):
                self._desk().extend(self.order.id, days)

    def test_staff_free_the_goods_of_a_customer_who_will_not_come(self):
        with freeze_time("2026-03-03 10:00:00"):
            for _press in range(2):
                self._desk().release(self.order.id)
        self.assertEqual(self.order.state, "cancel")

    def test_order_with_a_day_left_is_not_on_the_list_yet(self):
        with freeze_time("2026-03-03 10:00:00"):
            self.assertFalse(self._desk().get_desk()["waiting"])

    def test_collected_order_that_was_given_waits_no_more(self):
        self._pay(self.order)
        self._desk().hand_over(self.order.id, self.order.pickup_code)
        self.assertFalse(self.order.pickup_until)
        self._watch("2026-03-06 10:00:00")
        self.assertEqual(self.order.stage_id.code, "done")

    def test_rest_of_a_partly_given_order_is_free(self):
        free = self._free(self.product)
        self.order._register_payment(200, "till", "t-9")
        self.order._register_shipment({self.order.order_line: 1}, "1c", "R-1")
        self._watch("2026-03-06 10:00:00")
        self.assertEqual((self.order.order_line.product_uom_qty, self.order.stage_id.code), (1, "done"))
        self.assertEqual((self._free(self.product), self.order._get_amount_due()), (free + 1, -100))

    def test_refusal_of_one_order_does_not_hold_the_others(self):
        with freeze_time("2026-03-02 10:00:00"):
            other = self._make_ready(quantity=1)
        self.env["torg.order.transition"].create(
            {
                "name": "Large orders are not cancelled by a clock",
                "sequence": 1,
                "effect": "deny",
                "target_stage_ids": self.stages["cancelled"].ids,
            }
        )
        self._watch("2026-03-06 10:00:00")
        self.assertEqual({self.order.state, other.state}, {"sale"})
        self.assertTrue(all(order.pickup_until.day == 7 for order in (self.order, other)))

    def test_rest_of_an_order_on_credit_is_freed_once(self):
        self.order._register_shipment({self.order.order_line: 1}, "1c", "R-1")
        self._watch("2026-03-06 10:00:00")
        notes = len(self.order.message_ids)
        self.assertEqual((self.order.order_line.product_uom_qty, self.order._get_amount_due()), (1, 100))
        self.assertFalse(self.order.pickup_until)
        self._watch("2026-03-06 11:00:00")
        self.assertEqual(len(self.order.message_ids), notes)

    def test_order_that_a_courier_is_to_bring_now_is_not_released(self):
        service = self.env["product.product"].create({"name": "Bringing", "type": "service"})
        vals = {"name": "Courier", "product_id": service.id, "delivery_type": "fixed"}
        courier, counter = self.env["delivery.carrier"].create([vals, vals | {"name": "Counter", "is_pickup": True}])
        self.order.with_user(self.manager).carrier_id = courier
        self.assertFalse(self.order.pickup_until)
        self._watch("2026-03-06 10:00:00")
        self.assertEqual(self.order.state, "sale")
        with freeze_time("2026-03-06 12:00:00"):
            self.order.with_user(self.manager).carrier_id = counter
        self.assertEqual(str(self.order.pickup_until), "2026-03-09 12:00:00")
