import base64
import io
import json
import zipfile

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import SQL

from .common import RolesCommon, RolesMixin


class PersonCommon(RolesCommon):
    """A person who left traces everywhere, each with a word that occurs nowhere else."""

    MARKERS = (
        *("Феврони", "Zimnyaya", "9265550142", "fevronia.z@", "Кузнечный", "домофон77"),
        *("500100732259", "10.20.30.40", "40817810099910004312", "8125550199"),
    )

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.person = cls.env["res.partner"].create(
            {
                "name": "Феврония Zimnyaya",
                "phone": "+7 926 555-01-42",
                "email": "fevronia.z@example.com",
                "street": "Кузнечный переулок, 4",
                "vat": "500100732259",
                "comment": "<p>домофон77</p>",
                "function": "Феврония",
                "sale_warn_msg": "домофон77",
                "phone_number_ids": [Command.create({"number": "8 (812) 555-01-99"})],
            }
        )
        cls.address = cls.env["res.partner"].create(
            {"parent_id": cls.person.id, "type": "delivery", "name": "Дача Февронии", "street": "Кузнечный, 5"}
        )
        cls.person._record_consent("orders", True, "site", ip="10.20.30.40")
        cls.order = cls._create_order(
            cls.manager,
            partner_id=cls.person.id,
            partner_shipping_id=cls.address.id,
            note="<p>домофон77</p>",
            client_order_ref="Феврония-1",
            signed_by="Феврония",
        )
        cls._leave_traces()

    @classmethod
    def _leave_traces(cls):
        cls.person.message_post(body="Феврония просила перезвонить")
        cls.person.phone = "+79265550142"  # tracked in the chatter
        cls.order.message_post(
            body="Здравствуйте, Феврония!",
            subject="Для Февронии",
            partner_ids=cls.person.ids,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            attachments=[("Феврония.txt", b"Kuznechny")],
        )
        cls.order.message_post(body="Это я, Феврония", author_id=cls.person.id, email_from="fevronia.z@example.com")
        call = cls.env.ref("mail.mail_activity_data_call")
        cls.order.activity_schedule(activity_type_id=call.id, user_id=cls.manager.id, summary="Позвонить Февронии")
        letter = {"email_to": "Z <fevronia.z@example.com>", "body_html": "Феврония", "subject": "Феврония"}
        cls.env["mail.mail"].create(letter)
        file = {"name": "Паспорт Февронии", "res_model": "res.partner", "res_id": cls.person.id}
        cls.env["ir.attachment"].create(file)
        cls.env["res.partner.bank"].create({"partner_id": cls.person.id, "acc_number": "40817810099910004312"})
        cls.cr.flush()  # the chatter notes what was tracked

    def _find_traces(self):
        """Return where in the whole base a word of the person still stands."""
        self.cr.flush()
        patterns = [f"%{marker}%" for marker in self.MARKERS]
        self.env.cr.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        found = []
        for (table,) in self.env.cr.fetchall():
            query = SQL("SELECT t::text FROM %s t WHERE t::text ILIKE ANY(%s) LIMIT 1", SQL.identifier(table), patterns)
            found += [(table, row) for (row,) in self.env.execute_query(query)]
        return found

    @classmethod
    def _deliver(cls):
        cls.order.action_confirm()
        cls.order.picking_ids.note = "<p>домофон77</p>"
        cls.order.picking_ids.move_ids.picked = True
        cls.order.picking_ids.button_validate()
        cls.cr.flush()


@tagged("post_install", "-at_install")
class TestPersonalData(PersonCommon):
    def _export(self, user=None):
        sections = self.person.with_user(user or self.director)._export_personal_data()
        return {section["name"]: section["rows"] for section in sections}

    def test_export_tells_everything_known(self):
        text = str(self._export())
        for marker in ("Феврония Zimnyaya", "+79265550142", "fevronia.z@example.com", "Кузнечный переулок, 4"):
            self.assertIn(marker, text)
        for marker in (
            "500100732259",
            "8 (812) 555-01-99",
            "домофон77",
            "10.20.30.40",
            self.order.name,
            "Здравствуйте, Феврония!",
        ):
            self.assertIn(marker, text)
        for marker in ("Феврония.txt", "Паспорт Февронии", "Дача Февронии", "Это я, Феврония", "Здравствуйте"):
            self.assertIn(marker, text)

    def test_export_tells_nothing_of_others(self):
        other = self.env["res.partner"].create({"name": "Посторонний Пётр"})
        other.message_post(body="Посторонний разговор")
        self._create_order(self.manager, partner_id=other.id, note="<p>Посторонний заказ</p>")
        self.assertNotIn("Посторонний", str(self._export()))

    def test_order_lines_keep_their_sums(self):
        row = self._export()["order_lines"][0]
        self.assertIn(self.order.name, row.values())
        self.assertIn(self.order.order_line.price_total, row.values())

    def test_each_export_leaves_a_row_in_the_log(self):
        self._export(self.integration_admin)
        log = self.env["torg.personal.data.log"].search([("partner_id", "=", self.person.id)])
        self.assertEqual((log.action, log.user_id, log.partner_ref), ("export", self.integration_admin, self.person.id))

    def test_only_directors_and_integration_administrators_export(self):
        for user in (self.manager, self.supervisor, self.store_staff, self.courier, self.stranger):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._export(user)
        with self.assertRaises(AccessError):
            self.env["torg.personal.data"].with_user(self.manager).create({"partner_id": self.person.id})

    def test_log_cannot_be_tampered_with(self):
        self._export()
        log = self.env["torg.personal.data.log"].search([], limit=1)
        for user in (self.director, self.integration_admin, self.env.ref("base.user_admin")):
            with self.assertRaises(AccessError):
                log.with_user(user).unlink()
        with self.assertRaises(AccessError):
            log.with_user(self.manager).read(["action"])

    def test_dialog_counts_and_hands_out_the_archive(self):
        wizard = self.env["torg.personal.data"].with_user(self.director).create({"partner_id": self.person.id})
        self.assertEqual(wizard.line_ids.filtered(lambda line: line.title == "Orders").row_count, 1)
        action = wizard.action_export()
        self.assertIn(f"/{wizard.id}/archive", action["url"])
        archive = zipfile.ZipFile(io.BytesIO(base64.b64decode(wizard.archive)))
        self.assertEqual(json.loads(archive.read("personal_data.json"))["orders"][0]["Number"], self.order.name)

    def test_company_is_not_a_person(self):
        company = self.env["res.partner"].create({"name": "Firm", "is_company": True})
        with self.assertRaises(UserError):
            company.with_user(self.director)._export_personal_data()


@tagged("post_install", "-at_install")
class TestPersonalDataDownload(RolesMixin, HttpCase):
    def test_archive_is_downloaded_by_whom_it_is_for(self):
        self._setup_roles()
        person = self.env["res.partner"].create({"name": "Февр Иванова"})
        wizard = self.env["torg.personal.data"].with_user(self.director).create({"partner_id": person.id})
        url = wizard.action_export()["url"]
        self.authenticate("torg_director", "torg_director")
        answer = self.url_open(url)
        names = zipfile.ZipFile(io.BytesIO(answer.content)).namelist()
        self.assertEqual(names, ["personal_data.json", "personal_data.xlsx"])
        self.authenticate("torg_manager", "torg_manager")
        self.assertEqual(self.url_open(url).status_code, 404)


@tagged("post_install", "-at_install")
class TestAnonymize(PersonCommon):
    def test_nothing_in_the_base_names_the_person_any_more(self):
        self._deliver()
        tables = {table for table, _row in self._find_traces()}
        expected = {"res_partner", "mail_message", "mail_mail", "sale_order", "torg_consent", "torg_phone_number"}
        self.assertLessEqual(expected, tables)
        self.person.with_user(self.director)._anonymize("Request 12")
        self.assertEqual(self._find_traces(), [])

    def test_orders_and_sums_stay(self):
        self._deliver()
        total = self.order.amount_total
        self.person.with_user(self.director)._anonymize()
        self.assertEqual((self.order.amount_total, self.order.state), (total, "sale"))
        self.assertEqual(self.order.partner_id, self.person)
        self.assertEqual(self.order.order_line.qty_delivered, 2)
        self.assertIn(str(self.person.id), self.person.name)
        self.assertFalse(self.person.active)

    def test_log_remembers_who_and_why(self):
        self._deliver()
        self.person.with_user(self.director)._anonymize("Request 12")
        log = self.env["torg.personal.data.log"].search([("partner_ref", "=", self.person.id)])
        self.assertEqual((log.action, log.user_id, log.reason), ("anonymize", self.director, "Request 12"))

    def test_consents_stay_without_the_address_on_the_net(self):
        self._deliver()
        self.person.with_user(self.director)._anonymize()
        self.assertEqual(self.person.consent_ids.mapped("purpose"), ["orders"])
        self.assertFalse(self.person.consent_ids.ip)

    def test_open_order_keeps_the_person_known(self):
        for prepare in (lambda: None, self.order.action_confirm):
            prepare()
            with self.assertRaises(UserError) as refused:
                self.person.with_user(self.director)._anonymize()
            self.assertIn(self.order.name, str(refused.exception))
        self.assertEqual(self.person.name, "Феврония Zimnyaya")

    def test_company_and_employee_are_refused_with_a_sentence(self):
        company = self.env["res.partner"].create({"name": "Firm", "is_company": True})
        for partner in (company, self.manager.partner_id):
            with self.subTest(partner=partner.name), self.assertRaises(UserError):
                partner.with_user(self.director)._anonymize()

    def test_login_to_the_shop_ends(self):
        self._deliver()
        user = new_test_user(self.env, "fevronia.z@example.com", groups="base.group_portal", partner_id=self.person.id)
        self.person.with_user(self.director)._anonymize()
        self.assertFalse(user.active)
        self.assertEqual(self._find_traces(), [])

    def test_letters_of_others_on_the_same_order_lose_only_their_text(self):
        self._deliver()
        stage_changes = self.order.message_ids.tracking_value_ids.filtered(lambda value: value.field_id.name == "state")
        self.assertTrue(stage_changes)
        self.person.with_user(self.director)._anonymize()
        self.assertTrue(stage_changes.exists(), "the journal of the order stays")

    def test_letter_to_a_namesake_is_sent_all_the_same(self):
        self._deliver()
        letters = self.env["mail.mail"].create(
            [
                {"email_to": email}
                for email in ("efrosinia-fevronia.z@example.com", "Z <FEVRONIA.Z@example.com>, a@b.ru")
            ]
        )
        self.person.with_user(self.director)._anonymize()
        self.assertEqual(letters.exists().mapped("email_to"), ["efrosinia-fevronia.z@example.com"])

    def test_account_in_a_russian_bank_is_forgotten(self):
        self._deliver()
        russia = self.env.ref("base.ru").id
        bank = self.env["res.bank"].create({"name": "Bank", "bic": "044525225", "country": russia})
        vals = {"partner_id": self.person.id, "acc_number": "40817810000000000002", "bank_id": bank.id}
        account = self.env["res.partner.bank"].create(vals)
        self.person.with_user(self.director)._anonymize()
        self.assertEqual((account.active, account.bank_id.id), (False, False))

    def test_employee_of_a_customer_leaves_the_inn_of_the_company(self):
        company = self.env["res.partner"].create({"name": "Firm", "is_company": True, "vat": "7707083893"})
        buyer = self.env["res.partner"].create({"name": "Buyer", "parent_id": company.id, "phone": "+79001112233"})
        buyer.with_user(self.director)._anonymize()
        self.assertEqual((company.vat, buyer.phone), ("7707083893", False))

    def test_only_directors_and_integration_administrators_anonymise(self):
        self._deliver()
        for user in (self.manager, self.supervisor, self.store_staff, self.courier, self.stranger):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.person.with_user(user)._anonymize()

    def test_addon_can_hold_back_by_the_hook(self):
        self._deliver()
        Partner = type(self.env["res.partner"])
        self.patch(Partner, "_get_anonymize_blockers", lambda partner: ["There is a debt."])
        with self.assertRaisesRegex(UserError, "There is a debt."):
            self.person.with_user(self.director)._anonymize()
