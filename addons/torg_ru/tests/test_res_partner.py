from lxml import etree

from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged

from odoo.addons.torg_ru.tests.common import ORGANISATION, SOLE_TRADER, RuCommon


@tagged("post_install", "-at_install")
class TestResPartner(RuCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("ru_RU")

    def assertRefused(self, sentence, values, **kwargs):
        partner = self.env["res.partner"].with_context(lang="ru_RU", **kwargs)
        with self.assertRaises(ValidationError) as refusal:
            partner.create({"name": "Romashka", "is_company": True, "country_id": self.russia.id, **values})
        self.assertIn(sentence, str(refusal.exception))

    def test_organisation_and_sole_trader_are_accepted(self):
        organisation = self._create_organisation(country_id=self.russia.id)
        self.assertEqual(organisation.kpp, "770401001")
        for is_company in (True, False):
            trader = self.env["res.partner"].create({
                "name": "Ivanov", "is_company": is_company, "country_id": self.russia.id, **SOLE_TRADER,
            })  # fmt: skip
            self.assertEqual(trader.vat, "500100732259")

    def test_inn_refused_by_core_for_its_remainder_is_accepted(self):
        person = self.env["res.partner"].create({
            "name": "Petrova", "vat": "586834497804", "country_id": self.russia.id,
        })  # fmt: skip
        self.assertEqual(person.vat, "586834497804")

    def test_mistake_is_named_in_plain_words(self):
        self.assertRefused("ИНН 7707083894: не сходится контрольная цифра", {"vat": "7707083894"})
        self.assertRefused("ИНН 770708389: должно быть 10 или 12 цифр, а здесь 9", {"vat": "770708389"})
        self.assertRefused("ИНН 77070B3893: допустимы только цифры", {"vat": "77070B3893"})
        self.assertRefused("КПП 77040100: должно быть 9 знаков", {"kpp": "77040100"})
        self.assertRefused("ОГРН 1027700132196: не сходится", {"company_registry": "1027700132196"})
        self.assertRefused("ОКПО 00032538: не сходится", {"okpo": "00032538"})

    def test_spaces_in_inn_are_dropped(self):
        self.assertEqual(self._create_organisation(vat=" 7707 083893 ", country_id=self.russia.id).vat, "7707083893")

    def test_sole_trader_has_no_kpp(self):
        self.assertRefused("и КПП у них не бывает", {"vat": SOLE_TRADER["vat"], "kpp": "770401001"})

    def test_person_has_no_inn_of_an_organisation(self):
        self.assertRefused("отметьте контакт как компанию", {"vat": ORGANISATION["vat"], "is_company": False})

    def test_buyer_who_names_his_company_may_give_its_inn(self):
        buyer = self.env["res.partner"].create({
            "name": "Sidorov", "company_name": "Romashka", "vat": ORGANISATION["vat"], "country_id": self.russia.id,
        })  # fmt: skip
        buyer.create_company()
        self.assertEqual(buyer.parent_id.vat, ORGANISATION["vat"])

    def test_inn_and_ogrn_belong_to_one_kind(self):
        self.assertRefused("не подходят друг другу", {
            "vat": ORGANISATION["vat"], "company_registry": SOLE_TRADER["company_registry"],
        })  # fmt: skip
        self.assertRefused("не подходят друг другу", {
            "vat": SOLE_TRADER["vat"], "company_registry": ORGANISATION["company_registry"],
        })  # fmt: skip

    def test_kpp_added_later_is_checked_too(self):
        partner = self._create_organisation(kpp=False, country_id=self.russia.id)
        with self.assertRaises(ValidationError):
            partner.kpp = "7704"
        partner.kpp = "780201001"
        self.assertEqual(partner.kpp, "780201001")

    def test_contact_without_country_follows_the_russian_company(self):
        self.assertRefused("Если контакт не из России, выберите страну", {"vat": "7707083894", "country_id": False})
        self.assertRefused("КПП 1:", {"kpp": "1", "country_id": False})

    def test_contact_of_another_country_is_not_checked(self):
        partner = self.env["res.partner"].create({
            "name": "Almaty", "is_company": True, "country_id": self.kazakhstan.id,
            "kpp": "any", "company_registry": "150340003221", "okpo": "any",
        })  # fmt: skip
        self.assertFalse(partner.use_ru_requisites)

    def test_contact_without_country_of_a_kazakh_company_is_not_checked(self):
        company = self._create_company("Almaty Test", self.kazakhstan)
        partner = self.env["res.partner"].with_company(company).create({"name": "X", "vat": "1", "kpp": "2"})
        self.assertFalse(partner.use_ru_requisites)
        self.assertEqual(partner.vat, "1")

    def test_russian_partner_is_checked_in_a_kazakh_company_too(self):
        company = self._create_company("Almaty Test", self.kazakhstan)
        with self.assertRaises(ValidationError):
            self.env["res.partner"].with_company(company).create({
                "name": "X", "is_company": True, "vat": "7707083894", "country_id": self.russia.id,
            })  # fmt: skip

    def test_moving_a_partner_to_russia_checks_what_he_has(self):
        partner = self.env["res.partner"].create({
            "name": "Almaty", "is_company": True, "country_id": self.kazakhstan.id, "kpp": "any",
        })  # fmt: skip
        with self.assertRaises(ValidationError):
            partner.country_id = self.russia

    def test_data_of_another_system_may_come_unchecked(self):
        partner = self.env["res.partner"].with_context(no_vat_validation=True).create({
            "name": "Old", "is_company": True, "country_id": self.russia.id, "vat": "7707083894", "kpp": "1",
        })  # fmt: skip
        self.assertEqual(partner.kpp, "1")

    def test_explicitly_no_inn(self):
        self.assertEqual(self._create_organisation(vat="/", country_id=self.russia.id).vat, "/")

    def test_requisites_go_to_the_contacts_of_the_company(self):
        organisation = self._create_organisation(country_id=self.russia.id)
        contact = self.env["res.partner"].create({"name": "Ivan", "parent_id": organisation.id})
        self.assertEqual(
            [contact.vat, contact.kpp, contact.okpo, contact.company_registry],
            [organisation.vat, organisation.kpp, organisation.okpo, organisation.company_registry],
        )
        organisation.write({"kpp": "780201001", "okpo": False})
        self.assertEqual(contact.kpp, "780201001")
        self.assertFalse(contact.okpo)
        contact.kpp = "770401001"
        self.assertEqual(organisation.kpp, "770401001")

    def test_organisation_may_become_a_sole_trader_with_its_contacts(self):
        organisation = self._create_organisation(country_id=self.russia.id)
        contact = self.env["res.partner"].create({"name": "Ivan", "parent_id": organisation.id})
        organisation.write({**SOLE_TRADER, "kpp": False})
        self.assertEqual(contact.vat, SOLE_TRADER["vat"])
        self.assertFalse(contact.kpp)

    def test_company_has_the_requisites_of_its_partner(self):
        self.company.write(ORGANISATION)
        self.assertEqual(self.company.partner_id.kpp, ORGANISATION["kpp"])
        self.assertEqual(self.company.company_registry_placeholder, "13 or 15 digits")
        with self.assertRaises(ValidationError):
            self.company.okpo = "00032538"

    def test_labels_are_russian_for_russia_only(self):
        organisation = self._create_organisation(country_id=self.russia.id).with_context(lang="ru_RU")
        self.assertEqual(organisation.company_registry_label, "ОГРН")
        self.assertEqual(organisation.vat_label, "ИНН")
        organisation.country_id = self.kazakhstan
        self.assertNotEqual(organisation.company_registry_label, "ОГРН")

    def test_form_takes_requisites(self):
        with Form(self.env["res.partner"].with_context(default_is_company=True)) as form:
            form.name = "Romashka"
            form.country_id = self.russia
            form.vat = ORGANISATION["vat"]
            form.kpp = ORGANISATION["kpp"]
            form.okpo = ORGANISATION["okpo"]
        self.assertEqual(form.record.kpp, ORGANISATION["kpp"])

    def test_address_starts_with_the_index(self):
        region = self.env["res.country.state"].search([("country_id", "=", self.russia.id), ("code", "=", "LEN")])
        partner = self.env["res.partner"].create({
            "name": "Shop", "zip": "188300", "state_id": region.id, "city": "Gatchina", "street": "Sobornaya, 1",
            "country_id": self.russia.id,
        })  # fmt: skip
        lines = partner.contact_address.splitlines()
        self.assertEqual(lines[0], f"188300, {region.name}, Gatchina")
        self.assertEqual(lines[1], "Sobornaya, 1")

    def test_address_is_entered_in_the_same_order(self):
        def get_order(company):
            arch = self.env["res.partner"].with_company(company).get_view(view_type="form")["arch"]
            address = etree.fromstring(arch).find(".//div[@class='o_address_format']")
            return [field.get("name") for field in address.iter("field")]

        self.assertEqual(get_order(self.company), ["zip", "state_id", "city", "street", "street2", "country_id"])
        self.assertEqual(get_order(self._create_company("Almaty Test", self.kazakhstan))[0], "street")

    def test_address_has_no_empty_places(self):
        moscow = self.env["res.country.state"].search([("country_id", "=", self.russia.id), ("code", "=", "MOW")])
        partner = self.env["res.partner"].create({
            "name": "Shop", "zip": "101000", "state_id": moscow.id, "city": moscow.name, "country_id": self.russia.id,
        })  # fmt: skip
        self.assertEqual(partner.contact_address.splitlines()[0], f"101000, {moscow.name}")
        partner.write({"state_id": False, "zip": False, "city": "Gatchina"})
        self.assertEqual(partner.contact_address.splitlines()[0], "Gatchina")

    def test_commas_of_people_stay(self):
        partner = self.env["res.partner"].create({
            "name": "A,B", "is_company": True, "street": "Lenina,1 %", "country_id": self.russia.id,
        })  # fmt: skip
        self.assertEqual(partner.contact_address.splitlines()[:2], ["A,B", "Lenina,1 %"])

    def test_address_of_another_country_stays_with_core(self):
        partner = self.env["res.partner"].create({
            "name": "Shop", "street": "Abay, 1", "city": "Almaty", "zip": "050000", "country_id": self.kazakhstan.id,
        })  # fmt: skip
        self.assertEqual(partner.contact_address.splitlines()[:1], ["Abay, 1"])
