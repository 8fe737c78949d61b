from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import SQL

from odoo.addons.torg_exchange.models import torg_exchange_endpoint_delivery as delivery
from odoo.addons.torg_exchange.tools.retry_schedule import MAX_ATTEMPTS

from .common import DeliveryCase, load_fake


@tagged("post_install", "-at_install")
class TestDelivery(DeliveryCase):
    def test_message_reaches_the_receiver_signed(self):
        self.anna._emit_event("person.changed")
        message = self.emitted()
        self.deliver()
        self.assertEqual((message.state, message.attempts, message.answer_status), ("delivered", 1, 200))
        [received] = self.sink.applied.values()
        self.assertEqual(received.id, message.uuid)
        self.assertEqual(received.body["type"], "person.changed")
        self.assertEqual(received.body["data"], {"id": self.anna.id, "revision": message.revision})
        self.assertEqual(self.payload(message), received.body)

    def test_channel_adds_what_it_knows_about_the_record(self):
        def prepare(endpoint, messages):
            return {message: {"name": message.env["res.partner"].browse(message.res_id).name} for message in messages}

        self.anna._emit_event("person.changed")
        self.anna.name = "Anna, renamed after the event"
        with patch.object(self.registry["torg.exchange.endpoint"], "_prepare_webhook_data", prepare):
            self.deliver()
        [received] = self.sink.applied.values()
        self.assertEqual(received.body["data"]["name"], "Anna, renamed after the event")

    def test_newer_revision_takes_the_place_of_an_unsent_one(self):
        for _ in range(3):
            self.anna._emit_event("person.changed")
        old, older, newest = self.emitted()
        self.deliver()
        self.assertEqual([message.state for message in (old, older, newest)], ["cancelled", "cancelled", "delivered"])
        self.assertEqual(len(self.sink.applied), 1)

    def test_steps_are_never_replaced_and_keep_their_order(self):
        for _ in range(3):
            self.anna._emit_event("person.stepped")
        for _ in range(3):
            self.deliver()
        self.assertEqual(set(self.emitted().mapped("state")), {"delivered"})
        [revisions] = self.sink.order.values()
        self.assertEqual(revisions, self.emitted().mapped("revision"))

    def test_failed_message_holds_its_record_and_no_other(self):
        self.sink.behaviour = lambda got: "fail" if got.body["data"]["id"] == self.anna.id else "ok"
        for partner in (self.anna, self.anna, self.boris):
            partner._emit_event("person.stepped")
        first, second, other = self.emitted()
        self.deliver()
        self.deliver()
        self.assertEqual((first.state, second.state, other.state), ("failed", "ready", "delivered"))
        self.assertIn("500", first.error)
        self.assertGreater(first.next_try, fields.Datetime.now())
        self.sink.behaviour = "ok"
        self.make_due(first)
        self.deliver()
        self.deliver()
        self.assertEqual((first.state, second.state), ("delivered", "delivered"))

    def test_same_id_however_often_it_is_sent(self):
        self.sink.behaviour = "drop"  # the receiver has it, we do not know
        self.anna._emit_event("person.changed")
        message = self.emitted()
        self.deliver()
        self.assertEqual((message.state, message.unanswered), ("failed", True))
        self.sink.behaviour = "ok"
        self.make_due(message)
        self.deliver()
        self.assertEqual(self.sink.attempts, {message.uuid: 2})
        self.assertEqual(len(self.sink.applied), 1)

    def test_last_attempt_makes_it_dead_and_frees_the_record(self):
        self.sink.behaviour = "fail"
        self.anna._emit_event("person.stepped")
        self.anna._emit_event("person.stepped")
        first, second = self.emitted()
        first.attempts = MAX_ATTEMPTS - 1
        self.deliver()
        self.assertEqual((first.state, first.attempts), ("dead", MAX_ATTEMPTS))
        self.sink.behaviour = "ok"
        self.deliver()
        self.assertEqual(second.state, "delivered")

    def test_receiver_that_asks_for_time_gets_it(self):
        self.sink.behaviour, self.sink.retry_after = "busy", "900"
        self.anna._emit_event("person.changed")
        before = fields.Datetime.now()
        self.deliver()
        self.assertGreaterEqual(self.emitted().next_try, before + timedelta(seconds=900))

    def test_answer_of_no_sense_is_an_attempt_like_any_other(self):
        self.sink.behaviour = lambda delivery: "odd" if delivery.body["data"]["id"] == self.anna.id else "ok"
        (self.anna | self.boris)._emit_event("person.changed")
        self.deliver()
        odd, good = self.emitted()
        self.assertEqual((odd.state, odd.answer_status, odd.answer), ("failed", 429, "later\ufffd"))
        self.assertEqual((good.state, self.sink.attempts[good.uuid]), ("delivered", 1))

    def test_hanging_receiver_is_an_outage_with_a_sentence(self):
        self.sink.behaviour = "hang"
        self.anna._emit_event("person.changed")
        self.deliver()
        self.assertEqual((self.emitted().state, self.emitted().unanswered), ("failed", True))
        self.assertIn("did not answer in time", self.emitted().error)

    def test_next_attempt_is_planned_as_a_job(self):
        self.sink.behaviour = "fail"
        self.anna._emit_event("person.changed")
        self.deliver()
        self.deliver()
        [job] = self.jobs().filtered("eta")
        self.assertGreaterEqual(job.eta, self.emitted().next_try)

    def test_more_than_a_batch_goes_on_in_the_next_job(self):
        (self.anna | self.boris)._emit_event("person.changed")
        before = self.jobs()
        with patch.object(delivery, "BATCH", 1):
            self.deliver()
        self.assertEqual(len(self.sink.applied), 1)
        self.assertEqual(len((self.jobs() - before).filtered(lambda job: not job.eta)), 1)

    def test_nothing_left_no_further_job(self):
        self.anna._emit_event("person.changed")
        before = self.jobs()
        self.deliver()
        self.assertEqual(self.jobs(), before)

    def test_gone_receiver_switches_the_subscription_off(self):
        self.sink.behaviour = "gone"
        self.anna._emit_event("person.changed")
        self.deliver()
        self.assertFalse(self.endpoint.active)
        self.assertEqual(self.emitted().state, "dead")
        self.assertIn("gone for good", "".join(self.endpoint.message_ids.mapped("body")))
        self.anna._emit_event("person.changed")
        self.assertEqual(len(self.emitted()), 1)

    def test_switched_off_endpoint_sends_nothing_and_goes_on_when_switched_on(self):
        self.anna._emit_event("person.changed")
        self.endpoint.active = False
        self.deliver()
        self.assertEqual(self.emitted().state, "ready")
        before = self.jobs()
        self.endpoint.active = True
        self.assertEqual(len(self.jobs() - before), 1)
        self.deliver()
        self.assertEqual(self.emitted().state, "delivered")

    def test_inner_address_is_refused_unless_allowed(self):
        self.env.flush_all()
        self.env.cr.execute(  # as if the name of a public receiver now led inside
            "UPDATE torg_exchange_endpoint SET allow_private_addresses = false WHERE id = %s", [self.endpoint.id]
        )
        self.env.invalidate_all()
        self.anna._emit_event("person.changed")
        self.deliver()
        self.assertEqual(self.emitted().state, "failed")
        self.assertIn("inner network", self.emitted().error)
        self.assertFalse(self.sink.attempts)

    def test_log_speaks_the_language_of_the_company(self):
        self.env["res.lang"]._activate_lang("ru_RU")
        self.env.company.partner_id.lang = "ru_RU"
        self.sink.behaviour = "fail"
        self.anna._emit_event("person.changed")
        self.deliver()
        self.assertEqual(self.emitted().error, "Ошибка на стороне получателя (500).")

    def test_redirect_is_refused_with_advice(self):
        self.sink.behaviour = "redirect"
        self.anna._emit_event("person.changed")
        self.deliver()
        self.assertIn("final address", self.emitted().error)

    def test_record_that_cannot_be_rendered_stops_only_itself(self):
        def prepare(endpoint, messages):
            if self.anna.id in messages.mapped("res_id"):
                raise UserError("Anna has no article")
            return {}

        (self.anna | self.boris)._emit_event("person.changed")
        anna, boris = self.emitted()
        with patch.object(self.registry["torg.exchange.endpoint"], "_prepare_webhook_data", prepare):
            self.deliver()
        self.assertEqual((anna.state, anna.error, boris.state), ("failed", "Anna has no article", "delivered"))

    def test_deleted_record_is_still_told(self):
        self.anna._emit_event("person.changed")
        anna_id = self.anna.id
        self.anna.unlink()
        self.deliver()
        self.assertEqual(self.emitted().state, "delivered")
        self.assertEqual(self.emitted().record_name, f"Contact {anna_id}")

    def test_dead_receiver_is_left_alone_and_costs_few_attempts(self):
        partners = self.env["res.partner"].create([{"name": f"P{number}"} for number in range(50)])
        self.sink.behaviour = "drop"
        partners._emit_event("person.changed")
        self.deliver()
        tried = sum(self.sink.attempts.values())
        self.assertLess(tried, 20)
        self.assertEqual(self.deliver(), "resting")
        self.assertEqual(sum(self.sink.attempts.values()), tried)
        self.assertTrue(self.jobs().filtered("eta"))

    def test_receiver_that_is_back_gets_everything_without_waiting_for_pauses(self):
        partners = self.env["res.partner"].create([{"name": f"P{number}"} for number in range(30)])
        self.sink.behaviour = "drop"
        partners._emit_event("person.changed")
        self.deliver()
        self.sink.behaviour = "ok"
        failed = self.emitted(("state", "=", "failed"))
        failed.write({"next_try": fields.Datetime.now() + timedelta(hours=9)})
        self.emitted(("tried_at", "!=", False)).write({"tried_at": fields.Datetime.now() - timedelta(minutes=5)})
        self.deliver()
        self.deliver()
        self.assertEqual(set(self.emitted().mapped("state")), {"delivered"})
        self.assertEqual((len(self.sink.applied), self.sink.doubles()), (30, 0))

    def test_single_drops_do_not_burn_the_attempts_of_a_message(self):
        """A receiver that answers others and dies on one message is not "back" after each of them."""
        self.sink.behaviour = lambda got: "drop" if got.body["data"]["id"] == self.anna.id else "ok"
        for _ in range(3):
            (self.anna | self.boris)._emit_event("person.stepped")
            self.deliver()
        self.assertEqual(self.emitted(("res_id", "=", self.anna.id))[0].attempts, 1)

    def test_hundred_messages_cost_a_handful_of_queries(self):
        partners = self.env["res.partner"].create([{"name": f"P{number}"} for number in range(100)])
        partners._emit_event("person.changed")
        self.deliver()  # warm
        partners._emit_event("person.changed")
        self.jobs()
        with self.assertQueryCount(25):
            self.deliver()
            self.env.flush_all()
        self.assertEqual(len(self.sink.applied), 200)

    def test_long_queue_is_walked_by_its_indexes(self):
        """Right after a burst: the planner knows how long the table has grown and nothing about what is in it."""
        self.env["res.partner"].create([{"name": f"P{number}"} for number in range(1000)])._emit_event("person.changed")
        self.env.flush_all()
        query = self.messages._get_heads_query(self.endpoint, 10, self.messages)
        plan = "\n".join(row[0] for row in self.env.execute_query(SQL("EXPLAIN %s", query)))
        self.assertIn("Index Scan using torg_exchange_message_waiting_index on torg_exchange_message message", plan)
        self.assertRegex(plan, r"Index (Only )?Scan using \w+ on torg_exchange_message earlier")
        self.assertNotIn("Sort", plan)

    def test_flaky_receiver_gets_everything_once(self):
        """1 in 5 connections dies after the receiver has taken the message."""
        partners = self.env["res.partner"].create([{"name": f"P{number}"} for number in range(60)])
        self.sink.behaviour = load_fake("webhook_sink").DropsSome(0.2)
        partners._emit_event("person.stepped")
        partners._emit_event("person.stepped")
        for _ in range(12):
            self.make_due(self.emitted(("state", "=", "failed")))
            self.deliver()
        self.assertEqual(set(self.emitted().mapped("state")), {"delivered"})
        self.assertEqual((len(self.sink.applied), self.sink.doubles(), self.sink.disordered()), (120, 0, 0))
        self.assertGreater(sum(self.sink.attempts.values()), 120)
