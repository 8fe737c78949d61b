from unittest.mock import patch

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, HttpCase, tagged

from ..tools.mail_check import MailFailure
from ..wizard import torg_setup_mail
from .common import RolesCommon

IN_TEST_RUN = "odoo.addons.torg_base.models.ir_http.in_test_run"


@tagged("post_install", "-at_install")
class TestTorgSetup(RolesCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env["res.company"].create({"name": "Ladoga"})
        cls.env.user.company_ids += cls.company
        cls.env = cls.env(context=dict(cls.env.context, allowed_company_ids=cls.company.ids))
        cls.env["ir.mail_server"].search([]).active = False
        cls.setup = cls.env["torg.setup"].create({})

    def _get_states(self):
        return {step["code"]: step["state"] for step in self.setup.steps}

    # === STEPS === #

    def test_wizard_begins_with_the_company_and_ends_with_the_closing_page(self):
        codes = [step["code"] for step in self.setup.steps]
        self.assertEqual(
            [code for code in codes if code in ("company", "stores", "mail")], ["company", "stores", "mail"]
        )
        self.assertEqual((codes[0], codes[-1]), ("company", "finish"))
        self.assertEqual(self.setup.step, "company")

    def test_saving_a_step_goes_on_and_marks_it_done(self):
        self.setup.action_next()
        self.assertEqual(self._get_states()["company"], "done")
        self.assertEqual(self.setup.step, "stores")

    def test_skipped_step_waits_and_does_not_hold_up(self):
        self.setup.action_skip()
        self.assertEqual(self.setup.step, "stores")
        self.assertEqual(self._get_states()["company"], "skipped")

    def test_skipping_what_was_done_leaves_it_done(self):
        self.setup.action_next()
        self.setup.action_back()
        self.setup.action_skip()
        self.assertEqual(self._get_states()["company"], "done")

    def test_going_back_stops_at_the_first_step(self):
        self.setup.action_back()
        self.assertEqual(self.setup.step, "company")

    def test_wizard_opened_again_continues_where_it_was_left(self):
        self.setup.action_next()
        self.assertEqual(self.env["torg.setup"].create({}).step, "stores")

    def test_addon_adds_a_step_by_the_hook(self):
        Setup = type(self.env["torg.setup"])
        applied = []
        own_steps = Setup._get_steps

        def _get_steps(model):
            step = {"code": "onec", "sequence": 15, "title": "1C", "text": "Where 1C is.", "icon": "fa-exchange"}
            return [*own_steps(model), step]

        with (
            patch.object(Setup, "_get_steps", _get_steps),
            patch.object(Setup, "_apply_onec", lambda setup: applied.append(setup), create=True),
        ):
            self.setup.action_next()
            self.assertEqual((self.setup.step, self.setup.step_title), ("onec", "1C"))
            self.setup.action_next()
            self.assertEqual(self.setup.step, "stores")
            self.setup.invalidate_recordset(["steps"])
            self.assertEqual(self._get_states()["onec"], "done")
        self.assertEqual(applied, [self.setup])

    def test_step_that_fails_stays_open(self):
        self.setup.step = "mail"
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self.setup.action_next()
        self.assertEqual((self.setup.step, self._get_states()["mail"]), ("mail", "todo"))

    def test_finishing_opens_the_trade_menu(self):
        action = self.setup.action_finish()
        self.assertEqual(self.company.setup_state, "done")
        self.assertEqual(action["params"]["menu_id"], self.env.ref("torg_base.menu_root").id)

    # === COMPANY === #

    def test_company_gets_its_requisites(self):
        with Form(self.setup) as form:
            form.company_name = "ООО «Ладога»"
            form.city = "Санкт-Петербург"
            form.trade_tz = "Asia/Omsk"
        self.assertEqual(self.company.name, "ООО «Ладога»")
        self.assertEqual(self.company.partner_id.city, "Санкт-Петербург")
        self.assertEqual(self.company.trade_tz, "Asia/Omsk")

    def test_wrong_inn_is_refused(self):
        self.company.country_id = self.env.ref("base.ru")
        with self.assertRaises(ValidationError):
            self.setup.vat = "7707083894"
        self.setup.vat = "7707083893"
        self.assertEqual(self.company.vat, "7707083893")

    # === STORES === #

    def test_stores_become_warehouses_with_addresses(self):
        warehouse = self.env["stock.warehouse"].search([("company_id", "=", self.company.id)])
        self.assertEqual(self.setup.store_ids.warehouse_id, warehouse)
        self.setup.store_ids.name = "Central"
        self.setup.store_ids = [
            (0, 0, {"name": "Nevsky", "street": "Nevsky avenue, 28"}),
            (0, 0, {"name": "Sadovaya"}),
        ]
        self.setup._apply_stores()
        warehouses = self.env["stock.warehouse"].search([("company_id", "=", self.company.id)], order="id")
        self.assertEqual(warehouses.mapped("name"), ["Central", "Nevsky", "Sadovaya"])
        self.assertEqual(warehouses[1:].mapped("code"), ["S1", "S2"])
        self.assertEqual(warehouses[1].partner_id.street, "Nevsky avenue, 28")
        self.assertEqual(warehouses[1].partner_id.parent_id, self.company.partner_id)

    def test_saving_the_stores_twice_creates_them_once(self):
        self.setup.store_ids = [(0, 0, {"name": "Nevsky", "street": "Nevsky avenue, 28"})]
        self.setup._apply_stores()
        self.setup.store_ids[1].street = "Nevsky avenue, 30"
        self.setup._apply_stores()
        nevsky = self.env["stock.warehouse"].search([("name", "=", "Nevsky")])
        self.assertEqual(len(nevsky), 1)
        self.assertEqual(nevsky.partner_id.street, "Nevsky avenue, 30")
        self.assertNotEqual(self.company.street, "Nevsky avenue, 30")

    def test_removed_row_leaves_the_warehouse(self):
        self.setup.store_ids = [(5,)]
        self.setup._apply_stores()
        self.assertEqual(self.env["stock.warehouse"].search_count([("company_id", "=", self.company.id)]), 1)

    # === MAIL === #

    def _fill_mail(self):
        self.setup.step = "mail"
        with Form(self.setup) as form:
            form.mail_from = "shop@yandex.ru"
            form.mail_password = "secret"

    def test_known_mailbox_fills_server_and_login(self):
        self._fill_mail()
        self.assertEqual(self.setup.mail_host, "smtp.yandex.ru")
        self.assertEqual((self.setup.mail_user, self.setup.mail_port), ("shop@yandex.ru", 465))

    def test_port_follows_encryption(self):
        self.setup.step = "mail"
        with Form(self.setup) as form:
            form.mail_encryption = "starttls_strict"
            self.assertEqual(form.mail_port, 587)
            form.mail_port = 2525
        self.assertEqual(self.setup.mail_port, 2525)

    def test_mail_account_becomes_the_mail_server(self):
        self._fill_mail()
        self.setup._apply_mail()
        server = self.env["ir.mail_server"].search([])
        self.assertEqual(server.smtp_host, "smtp.yandex.ru")
        self.assertEqual((server.smtp_user, server.smtp_pass), ("shop@yandex.ru", "secret"))
        self.assertEqual((server.smtp_encryption, server.smtp_port), ("ssl_strict", 465))
        self.assertFalse(self.setup.mail_password, "the wizard does not keep the password")
        self.assertEqual(self.company.email, "shop@yandex.ru")

    def test_saving_again_without_a_password_keeps_the_old_one(self):
        self._fill_mail()
        self.setup._apply_mail()
        self.env["torg.setup"].create({})._apply_mail()
        self.assertEqual(self.env["ir.mail_server"].search([]).smtp_pass, "secret")

    def test_letters_of_employees_leave_from_the_mailbox(self):
        self._fill_mail()
        self.setup._apply_mail()
        _server, sender = self.env["ir.mail_server"]._find_mail_server("ivan@example.com")
        self.assertEqual(sender, "shop@yandex.ru")

    def test_letter_that_arrives_is_announced(self):
        self._fill_mail()
        self.setup.mail_test_to = "me@example.com"
        with patch.object(torg_setup_mail, "send_letter") as send:
            self.setup.action_send_test_letter()
        account, sender, recipient = send.call_args.args[:3]
        self.assertEqual((account.host, account.password), ("smtp.yandex.ru", "secret"))
        self.assertEqual((sender, recipient), ("shop@yandex.ru", "me@example.com"))
        self.assertEqual(self.setup.mail_test_state, "ok")
        self.assertIn("me@example.com", self.setup.mail_test_message)

    def test_every_failure_has_its_own_sentence(self):
        self._fill_mail()
        messages = set()
        reasons = ("host", "refused", "timeout", "network", "encryption", "certificate")
        for reason in (*reasons, "login", "sender", "recipient", "other"):
            with patch.object(torg_setup_mail, "send_letter", side_effect=MailFailure(reason, "as the server said")):
                self.setup.action_send_test_letter()
            self.assertEqual(self.setup.mail_test_state, "failed")
            said = "as the server said" in self.setup.mail_test_message
            self.assertEqual(said, reason not in ("host", "refused", "timeout", "network"))
            messages.add(self.setup.mail_test_message)
        self.assertEqual(len(messages), 10)

    # === WHEN IT OPENS === #

    def test_wizard_is_due_only_in_an_empty_base_and_only_once(self):
        with (
            patch.object(type(self.env["sale.order"]), "search_count", lambda *args, **kwargs: 0),
            patch.object(type(self.env["product.template"]), "search_count", lambda *args, **kwargs: 0),
        ):
            self.assertTrue(self.company._is_setup_due())
            self.env["torg.setup"]._open()
            self.assertFalse(self.company._is_setup_due())

    def test_wizard_is_not_due_where_goods_are(self):
        self.assertEqual(self.company.setup_state, "new")
        self.assertFalse(self.company._is_setup_due(), "the test product is in stock")

    def test_only_administrator_opens_the_wizard(self):
        for user in (self.manager, self.supervisor, self.director, self.integration_admin):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.env["torg.setup"].with_user(user)._open()


@tagged("post_install", "-at_install")
class TestTorgSetupTour(HttpCase):
    def _make_due(self):
        company = self.env.ref("base.main_company")
        company.write({"setup_state": "new", "setup_steps": False, "name": "My Company"})
        self.env["ir.mail_server"].search([]).active = False
        self.patch(type(company), "_is_setup_due", lambda company: company.setup_state == "new")
        self.startPatcher(patch(IN_TEST_RUN, return_value=False))
        return company

    def test_newcomer_walks_the_wizard_at_the_first_login(self):
        company = self._make_due()
        self.start_tour("/odoo", "torg_setup", login="admin")
        self.assertEqual(company.name, "Ladoga LLC")
        self.assertEqual(company.setup_state, "done")
        self.assertEqual(company.setup_steps, {"company": "done", "stores": "done", "mail": "skipped"})
        self.assertTrue(self.env["stock.warehouse"].search([("name", "=", "Store on Nevsky")]))

    def test_second_login_opens_the_usual_home(self):
        self._make_due().setup_state = "started"
        self.authenticate("admin", "admin")
        info = self.make_jsonrpc_request("/web/session/get_session_info", {})
        self.assertFalse(info["home_action_id"])
