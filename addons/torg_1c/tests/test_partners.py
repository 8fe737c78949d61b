from dataclasses import replace

from odoo.tests import tagged

from odoo.addons.torg_1c.tools.kinds import PARTNER
from odoo.addons.torg_1c.tools.records import (
    AddressRec,
    BankAccountRec,
    ContactRec,
    PartnerRec,
    RepresentativeRec,
)

from .orders import OrdersCommon

FIELDS = (("Почтовый индекс", "191186"), ("Город", "Санкт-Петербург"), ("Улица", "Невский пр."), ("Дом", "1"))
LADOGA = PartnerRec(
    "p1",
    name="Ладога",
    official_name="ООО «Ладога»",
    is_company=True,
    inn="7707083893",
    kpp="770701001",
    okpo="00032537",
    ogrn="1027700132195",
    addresses=(AddressRec("legal", "СПб", FIELDS), AddressRec("delivery", "Склад на Обводном, 12")),
    contacts=(
        ContactRec("Телефон рабочий", "+7 812 111-22-33", "phone"),
        ContactRec("Мобильный", "+7 921 111-22-33", "mobile"),
        ContactRec("Почта", "sales@example.com", "email"),
    ),
    bank_accounts=(BankAccountRec("40702810200000000001", "Сбербанк", "044525225", "30101810400000000225"),),
    representatives=(RepresentativeRec("Директор", PartnerRec("d1", name="Иванов Пётр")),),
    deleted=False,
)


@tagged("post_install", "-at_install")
class TestPartners(OrdersCommon):
    def take_in(self, *records):
        return self.load_rows(list(records), section="partners")

    def partner(self, key="p1"):
        known = self.env["torg.exchange.link"]._lookup(self.onec, PARTNER, [(key, "")])
        return self.env["res.partner"].browse(known.get((key, ""), ()))

    def test_company_comes_with_everything(self):
        run = self.take_in(LADOGA)
        self.assertFalse(self.texts(run), self.show(run))
        partner = self.partner()
        self.assertEqual(
            (partner.name, partner.official_name, partner.vat, partner.kpp, partner.okpo, partner.company_registry),
            ("Ладога", "ООО «Ладога»", "7707083893", "770701001", "00032537", "1027700132195"),
        )
        self.assertEqual(
            (partner.zip, partner.city, partner.street), ("191186", "Санкт-Петербург", "Невский пр., д. 1")
        )
        delivery = partner.child_ids.filtered(lambda child: child.type == "delivery")
        self.assertEqual(delivery.street, "Склад на Обводном, 12")
        self.assertEqual(partner.child_ids.filtered(lambda child: child.type == "contact").name, "Иванов Пётр")
        self.assertEqual((partner.phone, partner.email), ("+7 812 111-22-33", "sales@example.com"))
        self.assertIn("+79211112233", partner.phone_number_ids.mapped("key"))
        account = partner.bank_ids
        self.assertEqual(
            (account.sanitized_acc_number, account.bank_id.bic, account.bank_id.corr_account),
            ("40702810200000000001", "044525225", "30101810400000000225"),
        )

    def test_the_same_again_changes_nothing(self):
        self.take_in(LADOGA)
        before = self.count_rows()
        run = self.take_in(LADOGA)
        self.assertEqual(self.counts(run, "partner"), {"unchanged": 1})
        self.assertEqual(self.count_rows(), before)

    def test_absent_fields_stay_and_empty_ones_are_cleared(self):
        self.take_in(LADOGA)
        self.take_in(PartnerRec("p1", name="Ладога-Торг", kpp=""))
        partner = self.partner()
        self.assertEqual((partner.name, partner.kpp, partner.vat), ("Ладога-Торг", False, "7707083893"))

    def test_deleted_is_archived_and_comes_back(self):
        self.take_in(LADOGA)
        self.take_in(replace(LADOGA, deleted=True))
        self.assertFalse(self.partner().active)
        self.take_in(LADOGA)
        self.assertTrue(self.partner().active)

    def test_person_is_a_person(self):
        self.take_in(PartnerRec("p2", full_name="Петрова Анна", is_company=False))
        self.assertEqual((self.partner("p2").name, self.partner("p2").is_company), ("Петрова Анна", False))

    def test_known_company_is_found_by_inn_and_kpp(self):
        values = {"name": "Ladoga typed by hand", "is_company": True, "vat": "7707083893"}
        first = self.env["res.partner"].create({**values, "kpp": "770701001"})
        self.env["res.partner"].create({**values, "kpp": "780101001"})
        self.take_in(LADOGA)
        self.assertEqual(self.partner(), first)

    def test_doubtful_company_is_a_question_to_a_person(self):
        values = {"name": "Twin", "is_company": True, "vat": "7707083893", "kpp": "770701001"}
        self.env["res.partner"].create([values, values])
        self.take_in(LADOGA, PartnerRec("p2", name="Fine"))
        match = self.env["torg.onec.match"].search([("endpoint_id", "=", self.onec.id)])
        self.assertEqual((match.kind, match.name, len(match.partner_ids)), ("partner", "Ладога", 2))
        self.assertFalse(self.partner())
        self.assertTrue(self.partner("p2"))

    def test_person_is_found_by_a_phone_that_only_he_has(self):
        self.customer.phone = "+7 921 111-22-33"
        contacts = (ContactRec("Телефон", "8 (921) 111-22-33", "phone"),)
        self.take_in(PartnerRec("p2", name="Named otherwise", contacts=contacts))
        self.assertEqual(self.partner("p2"), self.customer)
        run = self.take_in(PartnerRec("p3", name="Another of the same phone", contacts=contacts))
        self.assertFalse(self.texts(run))
        self.assertNotEqual(self.partner("p3"), self.customer)

    def test_nobody_is_matched_by_name(self):
        self.take_in(PartnerRec("p2", name=self.customer.name))
        self.assertNotEqual(self.partner("p2"), self.customer)

    def test_field_kept_here_is_not_written(self):
        self.take_in(LADOGA)
        field = self.env["ir.model.fields"]._get("res.partner", "phone")
        self.onec.onec_owner_ids = [(0, 0, {"field_id": field.id})]
        self.take_in(replace(LADOGA, contacts=(ContactRec("Телефон", "+7 800 000-00-00", "phone"),)))
        self.assertEqual(self.partner().phone, "+7 812 111-22-33")

    def test_bad_account_is_told_and_the_rest_comes(self):
        run = self.take_in(
            replace(LADOGA, bank_accounts=(BankAccountRec("40702810900000000001", "Bank", "044525225"),))
        )
        self.assertIn("is written wrongly in 1C", self.texts(run)[0])
        self.assertTrue(self.partner())
        self.assertFalse(self.partner().bank_ids)

    def test_no_chatter(self):
        self.take_in(replace(LADOGA, bank_accounts=()))
        self.take_in(replace(LADOGA, bank_accounts=(), name="Renamed"))
        self.assertFalse(self.partner().message_ids)
