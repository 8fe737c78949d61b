from unittest.mock import patch

from odoo import Command
from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form, TransactionCase, new_test_user, tagged

MOBILE = "+79161234567"


class PhoneCase(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.country_id = cls.env.ref("base.ru")
        cls.Partner = cls.env["res.partner"]
        cls.Number = cls.env["torg.phone.number"]

    def keys(self, partner):
        return partner.phone_number_ids.mapped("key")


@tagged("post_install", "-at_install")
class TestPhoneNumber(PhoneCase):
    def test_phone_field_becomes_the_main_row(self):
        partner = self.Partner.create({"name": "Пётр", "phone": "8 (495) 123-45-67 доб. 102"})
        row = partner.phone_number_ids
        self.assertRecordValues(
            row,
            [
                {
                    "number": "8 (495) 123-45-67 доб. 102",
                    "key": "+74951234567",
                    "extension": "102",
                    "kind": "main",
                    "is_main": True,
                }
            ],
        )

    def test_main_row_follows_the_phone_field(self):
        partner = self.Partner.create({"name": "Пётр", "phone": "8 916 123-45-67"})
        partner.phone = "8 916 123-45-68"
        self.assertEqual(self.keys(partner), ["+79161234568"])
        partner.phone = False
        self.assertFalse(partner.phone_number_ids)

    def test_same_phone_written_again_changes_no_row(self):
        partner = self.Partner.create({"name": "Пётр", "phone": "8 916 123-45-67"})
        row = partner.phone_number_ids
        partner.write({"phone": "8 916 123-45-67", "name": "Пётр Ладожский"})
        self.assertEqual(partner.phone_number_ids, row)

    def test_several_numbers_in_the_phone_field_are_several_rows(self):
        partner = self.Partner.create({"name": "Пётр", "phone": "8-916-123-45-67, 8-495-123-45-67 доб. 5"})
        self.assertRecordValues(
            partner.phone_number_ids,
            [
                {"key": MOBILE, "extension": False, "is_main": True},
                {"key": "+74951234567", "extension": "5", "is_main": True},
            ],
        )

    def test_number_inside_the_exchange_is_kept_without_a_key(self):
        partner = self.Partner.create({"name": "Склад", "phone": "102"})
        self.assertRecordValues(partner.phone_number_ids, [{"number": "102", "key": False, "is_main": True}])
        self.assertFalse(self.Number._find_partners("102"))

    def test_kind_is_guessed_and_may_be_changed(self):
        partner = self.Partner.create({"name": "Пётр"})
        mobile, work, switchboard = self.Number.create(
            [
                {"partner_id": partner.id, "number": text}
                for text in ("89161234567", "84951234567", "89031234567 доб. 1")
            ]
        )
        self.assertEqual((mobile.kind, work.kind, switchboard.kind), ("mobile", "work", "work"))
        work.kind = "other"
        work.number = "84951234568"
        self.assertEqual(work.kind, "other")

    def test_kind_is_guessed_on_the_form_too(self):
        partner = self.Partner.create({"name": "Пётр"})
        with Form(partner) as form, form.phone_number_ids.new() as row:
            row.number = "8 903 555-44-33"
            self.assertEqual(row.kind, "mobile")
        self.assertEqual(partner.phone_number_ids.kind, "mobile")

    def test_one_row_keeps_one_number(self):
        partner = self.Partner.create({"name": "Пётр"})
        with self.assertRaisesRegex(ValidationError, "89161234567, 89161234568"):
            self.Number.create({"partner_id": partner.id, "number": "89161234567, 89161234568"})

    def test_country_of_the_contact_reads_the_number(self):
        belarus = self.Partner.create(
            {"name": "Минск", "country_id": self.env.ref("base.by").id, "phone": "8 029 123-45-67"}
        )
        self.assertEqual(self.keys(belarus), ["+375291234567"])

    def test_changed_country_reads_the_number_again(self):
        partner = self.Partner.create({"name": "Минск", "phone": "8 029 123-45-67"})
        extra = self.Number.create({"partner_id": partner.id, "number": "8 029 123-45-68"})
        partner.country_id = self.env.ref("base.by")
        self.assertEqual(extra.key, "+375291234568")
        self.assertEqual(partner.phone_number_ids.filtered("is_main").key, "+375291234567")

    def test_company_of_kazakhstan_reads_8_as_7(self):
        self.env.company.country_id = self.env.ref("base.kz")
        partner = self.Partner.create({"name": "Алматы", "phone": "8 701 123 45 67"})
        self.assertEqual(self.keys(partner), ["+77011234567"])

    def test_main_row_is_changed_only_through_the_phone_field(self):
        manager = new_test_user(self.env, "test_anna", groups="torg_base.group_manager,base.group_partner_manager")
        partner = self.Partner.with_user(manager).create({"name": "Пётр", "phone": "8 916 123-45-67"})
        row = partner.phone_number_ids
        with self.assertRaises(UserError):
            row.number = "8 916 000-00-00"
        with self.assertRaises(UserError):
            row.unlink()
        with self.assertRaises(UserError):
            self.Number.with_user(manager).create({"partner_id": partner.id, "number": "1", "is_main": True})
        with self.assertRaises(ValidationError):
            self.Number.with_user(manager).create({"partner_id": partner.id, "number": "1", "kind": "main"})
        row.sequence = 99  # the order of rows is the reader's own

    def test_extra_number_that_becomes_the_main_one_is_not_doubled(self):
        partner = self.Partner.create(
            {"name": "Пётр", "phone_number_ids": [Command.create({"number": "8 916 123-45-67"})]}
        )
        self.assertEqual(partner.phone_number_ids.mapped("is_main"), [False])
        partner.phone = "+7 916 123-45-67"
        self.assertEqual(partner.phone_number_ids.mapped("is_main"), [True])

    def test_copy_takes_the_phone_but_not_the_extra_numbers(self):
        partner = self.Partner.create(
            {"name": "Пётр", "phone": "89161234567", "phone_number_ids": [Command.create({"number": "84951234567"})]}
        )
        self.assertEqual(self.keys(partner.copy()), [MOBILE])

    def test_portal_client_who_changes_their_phone_moves_the_row(self):
        client = new_test_user(self.env, "test_client", groups="base.group_portal")
        client.partner_id.with_user(client).sudo().write({"phone": "8 916 123-45-67"})
        self.assertEqual(self.keys(client.partner_id), [MOBILE])

    def test_contacts_from_before_the_addon_are_filled_in_batches(self):
        partners = self.Partner.create([{"name": f"Клиент {i}", "phone": f"8 916 555-00-{i:02}"} for i in range(7)])
        partners[0].active = False
        self.env.flush_all()
        self.env.cr.execute("DELETE FROM torg_phone_number WHERE partner_id = ANY(%s)", [partners.ids])
        self.env.invalidate_all()
        for _run in range(2):  # the second finds nothing to do
            self.Number._fill_missing(batch=3)
            self.assertEqual(partners.mapped("phone_number_ids.key"), [f"+791655500{i:02}" for i in range(7)])

    def test_a_thousand_contacts_cost_a_bounded_number_of_queries(self):
        """An insert takes 100 rows: 10 of them, and as much again for reading."""

        def create():
            return self.Partner.create([{"name": str(i), "phone": f"8 916 555 {i:04}"} for i in range(1000)])

        with patch.object(self.registry["res.partner"], "_sync_phone_numbers", lambda self: None):
            without_rows = self._count_queries(create)
        self.assertLess(self._count_queries(create) - without_rows, 25)

        partners = self.Partner.search([("phone", "=like", "8 916 555 %")], limit=1000)
        with patch.object(self.registry["res.partner"], "_sync_phone_numbers", lambda self: None):
            without_rows = self._count_queries(lambda: partners.write({"phone": "8 916 123-45-67"}))
        self.assertLess(self._count_queries(lambda: partners.write({"phone": "8 916 123-45-68"})) - without_rows, 25)
        self.assertEqual(set(partners.phone_number_ids.mapped("key")), {"+79161234568"})

    def _count_queries(self, func):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        func()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before


@tagged("post_install", "-at_install")
class TestPhoneMerge(PhoneCase):
    def merge(self, *partners):
        wizard = self.env["base.partner.merge.automatic.wizard"]
        wizard._merge([partner.id for partner in partners], partners[0])

    def test_merged_contacts_keep_all_numbers_once(self):
        stays, goes, also = self.Partner.create(
            [
                {"name": "Пётр", "phone": "89161234567"},
                {
                    "name": "Петр",
                    "phone": "84951234567 доб. 5",
                    "phone_number_ids": [Command.create({"number": "+7 916 123 45 67"})],
                },
                {"name": "П.", "phone": "8 495 123-45-67 доб. 5"},
            ]
        )
        self.merge(stays, goes, also)
        self.assertRecordValues(
            stays.phone_number_ids.sorted("is_main", reverse=True),
            [
                {"key": MOBILE, "extension": False, "is_main": True, "kind": "main"},
                {"key": "+74951234567", "extension": "5", "is_main": False, "kind": "work"},
            ],
        )
        self.assertEqual(stays.phone, "89161234567")

    def test_contact_without_a_phone_inherits_the_main_one(self):
        stays, goes = self.Partner.create([{"name": "Пётр"}, {"name": "Петр", "phone": "89161234567"}])
        self.merge(stays, goes)
        self.assertEqual(stays.phone, "89161234567")
        self.assertRecordValues(stays.phone_number_ids, [{"key": MOBILE, "is_main": True}])

    def test_companies_with_the_same_buyer_are_merged(self):
        stays, goes = self.Partner.create([{"name": f"Фирма {n}", "is_company": True} for n in (1, 2)])
        person, other = self.Partner.create([{"name": "Пётр"}, {"name": "Анна"}])
        for buyer, firm in ((person, stays), (person, goes), (other, goes)):
            buyer._join_firm(firm)
        self.merge(stays, goes)
        self.assertEqual(stays.member_ids.person_id, person | other)
        self.assertEqual(len(stays.member_ids), 2)
