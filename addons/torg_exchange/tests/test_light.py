from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .common import ExchangeCase


@tagged("post_install", "-at_install")
class TestLight(ExchangeCase):
    def emit(self, age=0, **vals):
        self.anna._emit_event("person.stepped")
        message = self.emitted()[-1]
        message.write(vals)
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE torg_exchange_message SET create_date = create_date - %s * interval '1 minute' WHERE id = %s",
            [age, message.id],
        )
        self.env.invalidate_all()
        return message

    def light(self):
        self.env.invalidate_all()
        return self.endpoint.light, self.endpoint.reasons

    def test_quiet_endpoint_is_grey(self):
        self.assertEqual(self.light(), ("grey", ""))

    def test_delivered_message_makes_it_green(self):
        now = fields.Datetime.now()
        self.emit(state="delivered", done_at=now)
        self.assertEqual(self.light(), ("green", ""))
        self.assertEqual(self.endpoint.last_success, now)

    def test_message_waiting_for_an_hour_makes_it_red(self):
        self.emit(age=61)
        colour, reasons = self.light()
        self.assertEqual(colour, "red")
        self.assertIn("People: the oldest waits for 01:01 h", reasons)
        self.assertEqual(self.endpoint.waiting_count, 1)

    def test_failed_message_that_will_be_tried_again_is_yellow(self):
        self.emit(state="failed")
        self.assertEqual(self.light(), ("yellow", "People: tried again: 1"))
        self.assertEqual(self.endpoint.retrying_count, 1)

    def test_dead_messages_need_a_person(self):
        for _ in range(3):
            self.emit(state="dead", age=500)
        self.assertEqual(self.light(), ("yellow", "People: need a person: 3"))
        self.endpoint.red_failures = 3
        self.assertEqual(self.light()[0], "red")

    def test_failed_incoming_message_needs_a_person_at_once(self):
        self.emit(state="failed", direction="in", age=500)
        self.assertEqual(self.endpoint.stuck_count, 1)
        self.assertEqual(self.endpoint.retrying_count, 0)

    def test_silence_of_a_watched_stream_is_red(self):
        self.emit(state="delivered", done_at=fields.Datetime.now() - timedelta(hours=5))
        self.assertEqual(self.light()[0], "green")
        self.endpoint.stream_ids.silence_hours = 4
        self.assertEqual(self.light(), ("red", "People: no success for 05:00 h"))

    def test_last_success_outlives_the_messages(self):
        moment = fields.Datetime.now() - timedelta(days=40)
        message = self.emit(state="delivered", done_at=moment)
        self.endpoint.stream_ids._keep_last_success()
        message.unlink()
        self.assertEqual(self.light()[0], "green")
        self.assertEqual(self.endpoint.last_success, moment)

    def test_switched_off_endpoint_is_grey(self):
        self.emit(age=100)
        self.endpoint.active = False
        self.assertEqual(self.light(), ("grey", ""))

    def test_worst_stream_gives_the_colour(self):
        good = self.env["torg.exchange.topic"].create({"code": "good", "name": "Good"})
        self.emit(state="delivered", stream_id=self.endpoint._get_stream("good").id, done_at=fields.Datetime.now())
        self.emit(age=100)
        self.assertEqual(self.light()[0], "red")
        streams = self.endpoint.stream_ids
        self.assertEqual(streams.filtered(lambda stream: stream.topic_id == good).light, "green")

    def test_card_shows_streams_with_light_and_age(self):
        self.emit(state="delivered", done_at=fields.Datetime.now() - timedelta(minutes=5))
        self.assertIn("People", self.endpoint.board_html)
        self.assertIn("o_torg_light_green", self.endpoint.board_html)
        self.assertIn("5 minutes ago", self.endpoint.board_html)

    def test_overview_of_twenty_endpoints_costs_a_handful_of_queries(self):
        endpoints = self.endpoint
        for number in range(20):
            endpoints |= self.make_webhook(f"Site {number}").endpoint_id
        self.anna._emit_event("person.changed")
        specification = {"name": {}, "light": {}, "board_html": {}, "waiting_count": {}}
        endpoints.web_read(specification)
        self.env.invalidate_all()
        with self.assertQueryCount(10):
            endpoints.web_read(specification)
