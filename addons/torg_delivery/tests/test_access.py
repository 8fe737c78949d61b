from datetime import timedelta

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.torg_delivery.tests.common import DeliveryCommon


@tagged("post_install", "-at_install")
class TestAccess(DeliveryCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.delivery = cls._make_handed()
        cls.foreign = cls._make_delivery(1, courier=cls.other_courier, user=cls.other_manager)
        cls.foreign.order_id.team_id = cls.other_team
        cls.own = (cls.delivery, cls.delivery.line_ids)
        cls.env.flush_all()

    def test_who_sees_the_order_sees_how_it_is_brought(self):
        for records in self.own:
            for person in (self.manager, self.supervisor, self.director, self.courier):
                self.assertTrue(records.with_user(person).has_access("read"), (records._name, person.login))
            for person in (self.other_manager, self.other_courier, self.store_staff, self.stranger, self.service_user):
                self.assertFalse(records.with_user(person).has_access("read"), (records._name, person.login))

    def test_supervisor_sees_the_teams_they_lead_and_a_director_all(self):
        self.assertFalse(self.foreign.with_user(self.supervisor).has_access("read"))
        self.assertTrue(self.foreign.with_user(self.director).has_access("write"))

    def test_nobody_makes_or_deletes_attempts_by_hand(self):
        for person in (self.manager, self.director, self.courier):
            for operation in ("create", "unlink"):
                self.assertFalse(self.delivery.with_user(person).has_access(operation), (operation, person.login))
        self.assertFalse(self.delivery.with_user(self.courier).has_access("write"))

    def test_courier_sees_nothing_of_orders(self):
        order = self.delivery.order_id
        for records in (order, order.order_line, order.return_ids.browse(), order.payment_ids.browse()):
            self.assertFalse(records.with_user(self.courier).has_access("read"), records._name)
        self.assertFalse(order.picking_ids.with_user(self.courier).has_access("write"))

    def test_courier_sees_his_stops_without_costs(self):
        day = self.env["torg.delivery"].with_user(self.courier).get_courier_day()
        self.assertEqual([stop["id"] for stop in day["stops"]], self.delivery.ids)
        text = repr(day)
        for word in ("standard_price", "cost", "margin", "purchase"):
            self.assertNotIn(word, text)

    def test_courier_marks_his_own_stops_only(self):
        strange = self.delivery.with_user(self.other_courier)
        calls = (
            strange.courier_take,
            strange.courier_set_off,
            strange.get_free_days,
            lambda: strange.preview_sum({}),
            lambda: strange.courier_deliver(250),
            lambda: strange.courier_refuse(self.refused.id),
            lambda: strange.courier_sort(strange.ids),
        )
        for call in calls:
            with self.assertRaises(AccessError):
                call()
        for person in (self.manager, self.director, self.stranger, self.store_staff):
            with self.assertRaises(AccessError):
                self.delivery.with_user(person).courier_deliver(250)
        self.assertEqual(self.delivery.state, "handed")

    def test_courier_goes_through_his_day(self):
        stop = self.delivery.with_user(self.courier)
        self.assertEqual(stop.courier_set_off()["state"], "on_way")
        line = self.delivery.line_ids
        self.assertEqual(stop.preview_sum({str(line.id): 1})["amount"], 150)
        answer = stop.courier_deliver(150, "card", {str(line.id): 1}, self.refused.id)
        self.assertEqual((answer["state"], answer["method"]), ("delivered", "card"))
        self.assertEqual(self.delivery.order_id.stage_id.code, "done")

    def test_courier_takes_what_waits_for_him_and_gives_up(self):
        stop = self.foreign.with_user(self.other_courier)
        self.assertEqual(stop.courier_take()["state"], "handed")
        days = stop.get_free_days()
        slot = days[-1]["slots"][0]["interval_id"]
        stop.courier_refuse(self.not_at_home.id, True, days[-1]["date"], slot, "closed")
        new = self.foreign.order_id.delivery_ids - self.foreign
        self.assertEqual((str(new.date), new.interval_id.id, self.foreign.note), (days[-1]["date"], slot, "closed"))

    def test_stops_are_visited_in_his_own_order(self):
        second = self._make_delivery(1, interval=self.evening)
        day = self.env["torg.delivery"].with_user(self.courier)
        self.assertEqual([stop["id"] for stop in day.get_courier_day()["stops"]], [self.delivery.id, second.id])
        day.courier_sort([second.id, self.delivery.id])
        self.assertEqual([stop["id"] for stop in day.get_courier_day()["stops"]], [second.id, self.delivery.id])

    def test_manager_gives_his_orders_to_couriers_and_foreign_ones_not(self):
        own = self._make_delivery(1, interval=self.evening)
        own.with_user(self.manager).courier_id = self.other_courier
        self.assertEqual(own.courier_id, self.other_courier)
        with self.assertRaises(AccessError):
            self.foreign.with_user(self.manager).courier_id = self.courier
        with self.assertRaises(AccessError):
            self.foreign.with_user(self.manager).action_hand()

    def test_only_directors_draw_zones_and_prices(self):
        row = self.carrier.zone_price_ids
        letter = self.env["torg.delivery.letter"].search([], limit=1)
        for records in (self.zone, row, self.morning, letter):
            for person in (self.manager, self.supervisor, self.courier, self.stranger):
                self.assertFalse(records.with_user(person).has_access("write"), (records._name, person.login))
            self.assertTrue(records.with_user(self.director).has_access("write"), records._name)
        self.assertFalse(row.with_user(self.courier).has_access("read"))
        self.assertFalse(self.env["torg.delivery.slot"].with_user(self.director).has_access("read"))

    def test_prices_and_intervals_of_another_company_are_not_there(self):
        other = self.env["res.company"].create({"name": "Another company"})
        service = self.env["product.product"].create({"name": "Theirs", "type": "service", "company_id": other.id})
        carrier = self.env["delivery.carrier"].create(
            {
                "name": "Theirs",
                "delivery_type": "torg_zone",
                "product_id": service.id,
                "company_id": other.id,
                "zone_price_ids": [Command.create({"zone_id": self.zone.id, "price": 50})],
                "interval_ids": [Command.create({"hour_from": 10, "hour_to": 14})],
            }
        )
        for field in ("zone_price_ids", "interval_ids"):
            rows, ours = carrier[field], self.carrier[field]
            self.assertTrue(rows)
            self.assertTrue(ours.with_user(self.director).has_access("write"), rows._name)
            self.assertFalse(rows.with_user(self.director).has_access("read"), rows._name)

    def test_manager_chooses_delivery_with_his_own_rights(self):
        order = self._make_order(2).with_user(self.manager)
        order._set_delivery(self.carrier.with_user(self.manager), self.tomorrow, self.morning, self.courier)
        order._move_to_stage(self.stages["agreed"], "desk")
        self.assertEqual(order.delivery_ids.courier_id, self.courier)

    def test_courier_begins_with_his_stops(self):
        landing = self.courier._get_landing_action()
        self.assertEqual(landing.xml_id, "torg_delivery.courier_day_action")

    def test_late_stop_that_is_closed_today_stays_in_todays_sums(self):
        yesterday = self.today - timedelta(days=1)
        self.env.flush_all()
        # sql: nobody plans for yesterday
        self.env.cr.execute("UPDATE torg_delivery SET date = %s WHERE id = %s", [yesterday, self.delivery.id])
        self.env.invalidate_all()
        day = self.env["torg.delivery"].with_user(self.courier)
        self.assertEqual([stop["id"] for stop in day.get_courier_day()["stops"]], [self.delivery.id])
        self.delivery.with_user(self.courier).courier_deliver(250)
        answer = day.get_courier_day()
        self.assertEqual(([stop["id"] for stop in answer["stops"]], answer["done"]), ([self.delivery.id], 1))
        self.assertEqual(answer["cash"], self.delivery.currency_id.format(250))
