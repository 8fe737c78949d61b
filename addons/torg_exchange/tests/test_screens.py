from odoo import fields
from odoo.tests import HttpCase, new_test_user, tagged

DONE = "console.log('test successful')"


@tagged("post_install", "-at_install")
class TestScreens(HttpCase):
    """The screens open in a browser: templates of views are compiled there, not on the server."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.admin = new_test_user(
            cls.env, "exchange_admin", "torg_base.group_integration_admin", name="Olga", password="exchange_admin"
        )
        cls.webhook = cls.env["torg.webhook"].create({"name": "Site", "url": "https://shop.example/"})
        cls.message = cls.webhook.endpoint_id._send_test_event().sudo()
        cls.message._store_payload(b'{"phone": "+79123456789"}')
        cls.message.write({"state": "dead", "error": "The receiver is away", "done_at": fields.Datetime.now()})

    def open(self, xmlid, selector, record=None, login="exchange_admin"):
        path = f"/odoo/action-torg_exchange.{xmlid}" + (f"/{record.id}" if record else "")
        self.browser_js(path, DONE, ready=f"!!document.querySelector({selector!r})", login=login)

    def test_overview_shows_a_card_with_lights(self):
        self.open("torg_exchange_board_action", ".o_kanban_record .o_torg_light_yellow")

    def test_director_sees_the_overview(self):
        new_test_user(self.env, "exchange_director", "torg_base.group_director", password="exchange_director")
        self.open("torg_exchange_board_action", ".o_kanban_record .o_torg_light_yellow", login="exchange_director")

    def test_list_shows_a_failed_message(self):
        self.open("torg_exchange_message_action", ".o_data_row .text-bg-danger")

    def test_message_shows_why_it_failed_and_its_content(self):
        self.open("torg_exchange_message_action", ".o_form_view:has(.alert-danger) .o_torg_payload", self.message)

    def test_webhook_shows_its_events_and_the_hint_of_its_secret(self):
        self.open("torg_webhook_action", "div[name=secret_hint] span", self.webhook)

    def test_endpoint_shows_its_streams(self):
        self.open("torg_exchange_endpoint_action", "div[name=stream_ids] .o_data_row", self.webhook.endpoint_id)
