import importlib.util
import json
import sys
from pathlib import Path
from unittest.mock import patch

from odoo.tests import TransactionCase

from odoo.addons.torg_exchange.tools import webhook_client


def load_fake(name):
    """Return a module of the repository's ``tests/fakes``: emulators of outside systems live there, for all levels."""
    full_name = f"torg_fakes.{name}"
    if full_name not in sys.modules:
        path = Path(__file__).parents[3] / "tests" / "fakes" / f"{name}.py"
        spec = importlib.util.spec_from_file_location(full_name, path)
        sys.modules[full_name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[full_name])
    return sys.modules[full_name]


class ExchangeCase(TransactionCase):
    """A receiver ``site`` subscribed to two events of contacts, and ways to run the jobs without a runner."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.partner_id.lang = "en_US"  # the log speaks the language of the company
        cls.silence_others()
        cls.topic = cls.env["torg.exchange.topic"].create({"code": "people", "name": "People"})
        cls.changed, cls.stepped = cls.env["torg.exchange.event"].create(
            [cls.event_vals("person.changed"), cls.event_vals("person.stepped", replaceable=False)]
        )
        cls.webhook = cls.make_webhook("Site")
        cls.endpoint = cls.webhook.endpoint_id
        cls.anna, cls.boris = cls.env["res.partner"].create([{"name": "Anna"}, {"name": "Boris"}])
        cls.messages = cls.env["torg.exchange.message"]

    @classmethod
    def silence_others(cls):
        """Endpoints that data and the demo company brought hear nothing, and what they have heard is forgotten."""
        cls.env["torg.exchange.endpoint"].search([]).active = False
        cls.env["torg.exchange.message"].search([]).unlink()
        cls.env["queue.job"].search([("state", "=", "pending")]).state = "done"

    @classmethod
    def event_vals(cls, code, **extra):
        return {"code": code, "name": code, "topic_id": cls.topic.id, "model": "res.partner", **extra}

    @classmethod
    def make_webhook(cls, name, url="https://shop.example/hooks", **extra):
        events = [(6, 0, (cls.changed | cls.stepped).ids)]
        return cls.env["torg.webhook"].create({"name": name, "url": url, "event_ids": events, **extra})

    def emitted(self, *domain):
        """Return the messages of the test's receiver, in the order they were emitted."""
        return self.messages.search([("endpoint_id", "=", self.endpoint.id), *domain], order="id")

    def jobs(self):
        """Return the pending jobs of the outbox and the inbox, those at the commit of the transaction included."""
        self.env.cr.flush()
        methods = ("_deliver_waiting", "_process")
        return self.env["queue.job"].search([("method_name", "in", methods), ("state", "=", "pending")], order="id")


class DeliveryCase(ExchangeCase):
    """The receiver is a sink on a local port; ``deliver`` is what a job does."""

    def setUp(self):
        super().setUp()
        self.sink = self.open_sink(self.endpoint.sudo().secret)
        self.webhook.write({"allow_private_addresses": True, "url": self.sink.url})

    def open_sink(self, secret=""):
        sink = load_fake("webhook_sink").WebhookSink(secret)
        self.enterContext(sink)
        return sink

    def deliver(self, endpoint=None):
        """Do what the job does, patient for a moment only."""
        with patch.object(webhook_client, "READ_TIMEOUT", 0.4):
            return (endpoint or self.endpoint)._deliver_waiting()

    def make_due(self, messages):
        """Let the pause of failed messages be over."""
        messages.next_try = False

    def payload(self, message):
        return json.loads(message._get_payload())
