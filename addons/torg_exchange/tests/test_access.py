from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .common import ExchangeCase

CLOSED = ["payload_text", "payload_file"]


@tagged("post_install", "-at_install")
class TestAccess(ExchangeCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        roles = ["manager", "supervisor", "director", "store_staff", "courier", "integration_admin"]
        cls.people = {
            role: new_test_user(cls.env, f"exchange_{role}", f"torg_base.group_{role}", name=role) for role in roles
        }
        cls.people["stranger"] = new_test_user(cls.env, "exchange_portal", "base.group_portal")
        cls.anna._emit_event("person.changed")
        cls.message = cls.messages.search([("endpoint_id", "=", cls.endpoint.id)])
        cls.message._store_payload(b'{"phone": "+79123456789"}')

    def as_(self, role, records):
        return records.with_user(self.people[role]).with_context(active_test=False)

    def assert_closed(self, role, records, operations=("read", "write", "create", "unlink")):
        for operation in operations:
            self.assertFalse(self.as_(role, records).has_access(operation), f"{role} may {operation} {records._name}")

    def test_manager_and_store_and_courier_and_stranger_see_nothing(self):
        for role in ("manager", "supervisor", "store_staff", "courier", "stranger"):
            for records in (self.message, self.endpoint, self.webhook, self.endpoint.stream_ids):
                self.assert_closed(role, records)
            self.assert_closed(role, self.env["torg.exchange.link"])
            self.assert_closed(role, self.env["torg.exchange.payload"])
            self.assert_closed(role, self.env["torg.webhook.secret"])

    def test_manager_cannot_open_the_content(self):
        for action in ("action_reveal", "action_repeat", "action_cancel"):
            with self.assertRaises(AccessError):
                getattr(self.as_("manager", self.message), action)()

    def test_director_sees_lights_only(self):
        endpoint = self.as_("director", self.endpoint)
        self.assertEqual(endpoint.light, "green" if endpoint.last_success else endpoint.light)
        self.assertIn("People", endpoint.board_html)
        self.assertEqual(endpoint.waiting_count, 1)
        self.assert_closed("director", self.endpoint, ("write", "create", "unlink"))
        self.assert_closed("director", self.endpoint.stream_ids, ("write", "create", "unlink"))
        for records in (self.message, self.webhook):
            self.assert_closed("director", records)

    def test_director_reads_no_secret_not_even_its_hint(self):
        for field in ("secret", "secret_previous", "secret_hint", "new_secret", "secret_previous_until"):
            with self.assertRaises(AccessError):
                self.as_("director", self.endpoint).read([field])

    def test_administrator_reads_the_log_and_cannot_rewrite_it(self):
        message = self.as_("integration_admin", self.message)
        self.assertEqual(message.read(["state"])[0]["state"], "ready")
        self.assertIn("•••", message.payload_masked)
        self.assert_closed("integration_admin", self.message, ("write", "create", "unlink"))
        for field in CLOSED:
            with self.assertRaises(AccessError):
                message.read([field])

    def test_administrator_cannot_search_for_closed_content(self):
        with self.assertRaises(AccessError):
            self.as_("integration_admin", self.messages).search([("payload_text", "ilike", "+7912")])

    def test_administrator_runs_the_exchange(self):
        self.as_("integration_admin", self.message).action_cancel()
        self.assertEqual(self.message.state, "cancelled")
        self.as_("integration_admin", self.message).action_repeat()
        self.assertEqual(self.message.state, "ready")
        webhook = self.as_("integration_admin", self.webhook)
        webhook.write({"name": "Renamed", "red_failures": 3, "active": False})
        self.assertEqual(self.endpoint.name, "Renamed")

    def test_administrator_reads_no_secret_by_rpc(self):
        for record in (self.endpoint, self.webhook):
            with self.assertRaises(AccessError):
                self.as_("integration_admin", record).read(["secret"])
            self.assertNotIn("secret", self.as_("integration_admin", record).fields_get())

    def test_administrator_of_another_company_sees_nothing_of_ours(self):
        other = self.env["res.company"].create({"name": "Other"})
        admin = self.people["integration_admin"]
        admin.write({"company_ids": [(6, 0, other.ids)], "company_id": other.id})
        for records in (self.message, self.endpoint, self.webhook, self.endpoint.stream_ids):
            self.assertFalse(records.with_user(admin).has_access("read"), records._name)
        self.endpoint.company_id = False
        self.assertTrue(self.message.with_user(admin).has_access("read"))

    def test_menu_shows_director_the_overview_only(self):
        menus = self.env["ir.ui.menu"]
        parent = self.env.ref("torg_base.menu_exchange")
        # Other addons hang their own on it.
        own = parent | parent.child_id.filtered(
            lambda menu: menu.get_external_id()[menu.id].startswith("torg_exchange.")
        )
        seen = {
            role: menus.browse(menus.with_user(self.people[role])._visible_menu_ids()) & own
            for role in ("manager", "director", "integration_admin")
        }
        self.assertFalse(seen["manager"])
        self.assertEqual(seen["director"], parent | self.env.ref("torg_exchange.torg_exchange_board_menu"))
        self.assertEqual(seen["integration_admin"], own)
