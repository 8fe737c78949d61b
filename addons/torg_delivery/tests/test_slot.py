from datetime import timedelta

from odoo.tests import tagged

from odoo.addons.torg_delivery.exceptions import DeliveryRefusal
from odoo.addons.torg_delivery.tests.common import DeliveryCommon


@tagged("post_install", "-at_install")
class TestSlot(DeliveryCommon):
    def _refusal(self, **vals):
        order = self._make_order(1)
        order.carrier_id = self.carrier
        with self.assertRaises(DeliveryRefusal) as caught, self.cr.savepoint():
            order.write(vals)
        return caught.exception.code

    def test_full_interval_takes_no_more(self):
        for _number in range(2):
            self._make_order(1)._set_delivery(self.carrier, self.tomorrow, self.morning)
        vals = {"delivery_date": self.tomorrow, "delivery_interval_id": self.morning.id}
        self.assertEqual(self._refusal(**vals), "full")
        slots = {slot["interval_id"]: slot for slot in self.carrier._get_slots(self.tomorrow)}
        self.assertEqual((slots[self.morning.id]["left"], slots[self.morning.id]["fault"]), (0, "full"))
        self.assertEqual((slots[self.evening.id]["left"], slots[self.evening.id]["is_open"]), (None, True))

    def test_own_place_does_not_stand_in_the_way(self):
        self.morning.capacity = 1
        order = self._make_order(1)
        order._set_delivery(self.carrier, self.tomorrow, self.morning)
        order.write({"delivery_date": self.tomorrow, "delivery_interval_id": self.morning.id})
        self.assertEqual(self.carrier._get_slots(self.tomorrow, order)[0]["left"], 1)

    def test_cancelled_order_gives_its_place_back(self):
        self.morning.capacity = 1
        first = self._make_order(1)
        first._set_delivery(self.carrier, self.tomorrow, self.morning)
        self._move(first, "cancelled", cancel_reason_id=self.reason.id)
        self._make_order(1)._set_delivery(self.carrier, self.tomorrow, self.morning)
        with self.assertRaises(DeliveryRefusal):
            self._move(first, "new", user=self.supervisor)

    def test_late_past_and_foreign_intervals_are_refused(self):
        self.morning.same_day_until = 0
        self.assertEqual(self._refusal(delivery_date=self.today, delivery_interval_id=self.morning.id), "too_late")
        yesterday = self.today - timedelta(days=1)
        self.assertEqual(self._refusal(delivery_date=yesterday, delivery_interval_id=self.morning.id), "past")
        self.assertEqual(self._refusal(delivery_interval_id=self.morning.id), "no_date")
        self.morning.store_ids = self.far
        self.assertEqual(
            self._refusal(delivery_date=self.tomorrow, delivery_interval_id=self.morning.id), "not_offered"
        )

    def test_day_off_is_no_slot(self):
        self.morning.write({day: False for day in ("saturday", "sunday", "monday")})
        saturday = self.today + timedelta(days=5 - self.today.weekday() + 7)
        names = [slot["name"] for slot in self.carrier._get_slots(saturday)]
        self.assertEqual(names, ["18:00–22:00"])
        self.assertEqual(self._refusal(delivery_date=saturday, delivery_interval_id=self.morning.id), "day_off")

    def test_another_carrier_drops_the_interval(self):
        order = self._make_order(1)
        order._set_delivery(self.carrier, self.tomorrow, self.morning)
        order.carrier_id = self._create_carrier("Post", "torg_table", {"price": 1})
        self.assertFalse(order.delivery_interval_id)

    def test_next_free_days_begin_with_the_first_free_one(self):
        (self.morning | self.evening).same_day_until = 0
        days = self.carrier._get_free_days(self._make_order(1), limit=2)
        self.assertEqual([day["date"] for day in days], [str(self.tomorrow), str(self.tomorrow + timedelta(days=1))])
        self.assertEqual(days[0]["name"], "tomorrow")
