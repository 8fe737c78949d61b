import threading
from contextlib import closing

from psycopg2.errors import SerializationFailure

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.tests import BaseCase, tagged
from odoo.tests.common import get_db_name
from odoo.tools import mute_logger

from odoo.addons.torg_exchange.tools.outcome import Outcome

DELIVERED = Outcome(ok=True)


@tagged("post_install", "-at_install")
class TestConcurrency(BaseCase):
    """Two real transactions side by side. What they commit is removed at the end."""

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        with self.worker() as env:
            topic = env["torg.exchange.topic"].create({"code": "race", "name": "Race"})
            event = env["torg.exchange.event"].create(
                {
                    "code": "race.step",
                    "name": "Race",
                    "topic_id": topic.id,
                    "model": "res.partner",
                    "replaceable": False,
                }
            )
            webhook = env["torg.webhook"].create(
                {"name": "Race", "url": "https://race.example/", "event_ids": event.ids}
            )
            partners = env["res.partner"].create([{"name": "Race 1"}, {"name": "Race 2"}])
            env.cr.commit()
            self.endpoint_id, self.partner_ids = webhook.endpoint_id.id, partners.ids
        self.addCleanup(self.remove, topic.id, event.id, webhook.id)

    def remove(self, topic_id, event_id, webhook_id):
        with self.worker() as env, mute_logger("odoo.models.unlink"):
            endpoint = env["torg.exchange.endpoint"].with_context(active_test=False).browse(self.endpoint_id)
            env["torg.exchange.message"].search([("endpoint_id", "=", endpoint.id)]).unlink()
            env["queue.job"].search([("name", "like", endpoint.code)]).unlink()
            env["torg.webhook"].browse(webhook_id).unlink()
            endpoint.unlink()
            env["torg.exchange.event"].browse(event_id).unlink()
            env["torg.exchange.topic"].browse(topic_id).unlink()
            env["res.partner"].search([("name", "=like", "Race%")]).unlink()
            env.cr.commit()

    def worker(self):
        """Return an environment with a transaction of its own."""
        return closing_env(self.registry)

    def emit(self, *partner_ids):
        with self.worker() as env:
            env.cr.execute("SET LOCAL lock_timeout = '2s'")
            for partner_id in partner_ids:
                env["res.partner"].browse(partner_id)._emit_event("race.step")
            env.cr.commit()

    def receive(self, env):
        endpoint = env["torg.exchange.endpoint"].browse(self.endpoint_id)
        return env["torg.exchange.message"]._receive(endpoint, "race", "key-1", b"body")

    def claim(self, env, limit=10):
        return env["torg.exchange.message"]._claim(env["torg.exchange.endpoint"].browse(self.endpoint_id), limit)

    def test_two_workers_take_different_messages(self):
        self.emit(*self.partner_ids)
        with self.worker() as one, self.worker() as two:
            first = self.claim(one, limit=1)
            second = self.claim(two)
            self.assertEqual((len(first), len(second)), (1, 1))
            self.assertNotEqual(first.id, second.id)
            self.assertFalse(self.claim(two, limit=10) - second)

    def test_successor_of_a_message_being_sent_waits(self):
        self.emit(self.partner_ids[0], self.partner_ids[0])
        with self.worker() as one, self.worker() as two:
            first = self.claim(one)
            self.assertEqual(len(first), 1)
            self.assertFalse(self.claim(two))
            first._settle(DELIVERED)
            one.cr.commit()
        with self.worker() as three:
            self.assertGreater(self.claim(three).id, first.id)

    def test_job_that_began_too_early_starts_anew(self):
        """Another worker settled a message after this one's sight of the data began."""
        self.emit(*self.partner_ids)
        with self.worker() as one, self.worker() as two:
            two.cr.execute("SELECT 1")
            for message in self.claim(one):
                message._settle(DELIVERED)
            one.cr.commit()
            endpoint = two["torg.exchange.endpoint"].browse(self.endpoint_id)
            self.assertIsNone(endpoint._claim_quietly(10))
            self.assertEqual(endpoint._deliver_waiting(), "collided with another worker")
            domain = [("name", "=", endpoint._get_job_name()), ("state", "=", "pending")]
            self.assertEqual(two["queue.job"].search_count(domain), 2)

    def test_killed_worker_loses_nothing_and_the_id_stays(self):
        self.emit(self.partner_ids[0])
        with self.worker() as killed:
            message = self.claim(killed)
            uuid = message.uuid
            message._settle(DELIVERED)
            killed.flush_all()
            killed.cr.rollback()  # what the database does when a worker dies
        with self.worker() as other:
            message = self.claim(other)
            self.assertEqual((message.uuid, message.state, message.attempts), (uuid, "ready", 0))

    def test_event_waits_for_no_delivery(self):
        """A click of a user must not wait for a receiver that answers slowly."""
        self.emit(self.partner_ids[0])
        with self.worker() as slow:
            held = self.claim(slow)
            self.emit(self.partner_ids[0])
            held._settle(DELIVERED)
            slow.cr.commit()
        with self.worker() as env:
            states = env["torg.exchange.message"].search([("endpoint_id", "=", self.endpoint_id)], order="id")
            self.assertEqual(states.mapped("state"), ["delivered", "ready"])

    def test_operator_is_told_that_a_message_is_being_sent(self):
        self.emit(self.partner_ids[0])
        with self.worker() as slow, self.worker() as operator:
            message_id = self.claim(slow).id
            with self.assertRaisesRegex(Exception, "being sent right now"):
                operator["torg.exchange.message"].browse(message_id).action_cancel()

    def test_waiting_jobs_are_absorbed_by_the_one_that_runs(self):
        for partner_id in self.partner_ids * 3:
            self.emit(partner_id)
        with self.worker() as env:
            endpoint = env["torg.exchange.endpoint"].browse(self.endpoint_id)
            domain = [("name", "=", endpoint._get_job_name())]
            self.assertEqual(env["queue.job"].search_count([*domain, ("state", "=", "pending")]), 6)
            endpoint._absorb_jobs()
        with self.worker() as env:
            self.assertEqual(set(env["queue.job"].search(domain).mapped("state")), {"done"})

    def test_job_being_started_is_not_waited_for(self):
        self.emit(self.partner_ids[0])
        with self.worker() as runner, self.worker() as env:
            endpoint = env["torg.exchange.endpoint"].browse(self.endpoint_id)
            runner["queue.job"].search([("name", "=", endpoint._get_job_name())]).lock_for_update()
            endpoint._absorb_jobs()  # would hang here
            runner.cr.rollback()

    def test_same_incoming_message_twice_at_once_is_stored_once(self):
        with self.worker() as one, self.worker() as two:
            two.cr.execute("SELECT 1")  # its sight of the data begins here
            message_id = self.receive(one).id
            one.cr.commit()
            with self.assertRaises(SerializationFailure), mute_logger("odoo.sql_db"):
                self.receive(two)
            two.cr.rollback()  # the server repeats the request
            two.invalidate_all(flush=False)
            self.assertEqual(self.receive(two).id, message_id)

    def test_two_workers_create_one_record_for_one_outside_object(self):
        """Both find no link, both want to create; the second waits, is repeated, and finds the first one's record."""
        created, results, started, go_on = [], {}, threading.Event(), threading.Event()

        def work(name, env, pause=None):
            try:
                results[name] = self.get_or_create(env, created, started, pause)
                env.cr.commit()
            except SerializationFailure as error:
                results[name] = error

        with self.worker() as one, self.worker() as two, mute_logger("odoo.sql_db"):
            first = threading.Thread(target=work, args=("first", one, go_on))
            second = threading.Thread(target=work, args=("second", two))
            first.start()
            self.assertTrue(started.wait(10))
            second.start()
            second.join(timeout=0.5)
            self.assertTrue(second.is_alive(), "the second worker waits for the first")
            go_on.set()
            first.join(10)
            second.join(10)
        self.assertIsInstance(results["second"], SerializationFailure)
        with self.worker() as env:  # the server or the queue repeats the second one
            self.assertEqual(self.get_or_create(env, created, started), results["first"])
            self.assertEqual(env["res.partner"].search_count([("name", "=", "Race of two")]), 1)
        self.assertEqual(len(created), 1)

    def get_or_create(self, env, created, started, pause=None):
        def create(keys):
            started.set()
            if pause:
                pause.wait(10)
            created.append(keys)
            return env["res.partner"].create([{"name": "Race of two"} for _key in keys])

        endpoint = env["torg.exchange.endpoint"].browse(self.endpoint_id)
        found = env["torg.exchange.link"]._get_or_create(endpoint, "person", "res.partner", [("x", "")], create)
        return found["x", ""].id


class closing_env:  # noqa: N801 used like a function
    """``with closing_env(registry) as env``: what was not committed is rolled back."""

    def __init__(self, registry):
        self._cr = closing(registry.cursor())

    def __enter__(self):
        return api.Environment(self._cr.__enter__(), SUPERUSER_ID, {})

    def __exit__(self, *exc):
        return self._cr.__exit__(*exc)
