from datetime import timedelta

from odoo import fields
from odoo.exceptions import ValidationError
from odoo.tests import new_test_user, tagged

from odoo.addons.torg_exchange.tools import standard_webhooks

from .common import DeliveryCase


@tagged("post_install", "-at_install")
class TestWebhook(DeliveryCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.admin = new_test_user(cls.env, "exchange_admin", "torg_base.group_integration_admin", name="Olga")

    def test_administrator_makes_a_subscription_with_a_good_secret(self):
        webhook = (
            self.env["torg.webhook"]
            .with_user(self.admin)
            .create({"name": "Market", "url": "https://market.example/in", "event_ids": self.changed.ids})
        )
        self.assertEqual((webhook.kind, webhook.mode, webhook.active), ("webhook", "push", True))
        self.assertEqual(len(standard_webhooks.secret_key(webhook.sudo().secret)), 32)
        self.assertEqual(webhook.secret_hint[-4:], webhook.sudo().secret[-4:])
        self.assertEqual(webhook.stream_ids.topic_id, self.topic)

    def test_addresses_are_checked_when_written(self):
        for url in ("shop.example", "http://shop.example/", "https://127.0.0.1/", "https://169.254.169.254/latest"):
            with self.assertRaises(ValidationError):
                self.make_webhook("Bad", url=url)
        self.assertTrue(self.make_webhook("Inner", url="http://10.0.0.5/", allow_private_addresses=True))

    def test_permission_for_inner_addresses_cannot_be_taken_from_an_inner_one(self):
        with self.assertRaises(ValidationError):
            self.webhook.allow_private_addresses = False

    def test_old_secret_is_good_for_some_days_after_a_change(self):
        old = self.endpoint.sudo().secret
        self.webhook.with_user(self.admin).action_rotate_secret()
        new = self.endpoint.sudo().secret
        self.assertNotEqual(old, new)
        self.anna._emit_event("person.changed")
        self.deliver()  # the sink still knows the old one
        self.assertEqual(self.emitted().state, "delivered")
        self.assertEqual(len(self.sink.last_headers["webhook-signature"].split()), 2)
        self.assertEqual(self.endpoint._get_secrets(), [new, old])

    def test_old_secret_ends_in_time(self):
        self.webhook.action_rotate_secret()
        self.endpoint.secret_previous_until = fields.Datetime.now() - timedelta(seconds=1)
        self.anna._emit_event("person.changed")
        self.deliver()
        self.assertEqual(self.sink.forged, 1)
        self.assertEqual(self.emitted().state, "failed")

    def test_secret_is_shown_in_a_dialog_and_noted(self):
        action = self.webhook.with_user(self.admin).action_show_secret()
        viewer = self.env[action["res_model"]].with_user(self.admin).browse(action["res_id"])
        self.assertEqual(viewer.secret, self.endpoint.sudo().secret)
        self.assertIn("Looked at the secret", self.endpoint.message_ids[0].body)

    def test_own_secret_must_be_of_the_standard(self):
        endpoint = self.endpoint.with_user(self.admin)
        with self.assertRaises(ValidationError):
            endpoint.new_secret = "qwerty"
        endpoint.new_secret = secret = standard_webhooks.new_secret()
        self.assertEqual(endpoint._get_secrets(), [secret])
        endpoint.invalidate_recordset()
        self.assertFalse(endpoint.new_secret)

    def test_test_event_goes_to_this_receiver_alone(self):
        other = self.make_webhook("Other").endpoint_id
        action = self.webhook.with_user(self.admin).action_send_test()
        message = self.messages.browse(action["res_id"])
        self.assertEqual((message.endpoint_id, message.subject), (self.endpoint, "Test event"))
        self.assertFalse(self.messages.search([("endpoint_id", "=", other.id)]))
        self.assertEqual(len(self.jobs()), 1)
        self.deliver()
        self.assertEqual(message.state, "delivered")
        [received] = self.sink.applied.values()
        self.assertEqual(received.body["type"], "exchange.test")

    def test_removed_subscription_keeps_its_log(self):
        self.anna._emit_event("person.changed")
        self.webhook.with_user(self.admin).unlink()
        self.assertFalse(self.endpoint.active)
        self.assertEqual(len(self.emitted()), 1)
        self.assertEqual(self.deliver(), "off")

    def test_buttons_lead_to_messages_and_endpoint(self):
        self.anna._emit_event("person.changed")
        action = self.webhook.with_user(self.admin).action_open_messages()
        self.assertEqual(self.messages.search(action["domain"]), self.emitted())
        self.assertTrue(action["context"]["torg_one_endpoint"], "a column that says the same in every row is left out")
        self.assertEqual(self.webhook.action_open_endpoint()["res_id"], self.endpoint.id)
