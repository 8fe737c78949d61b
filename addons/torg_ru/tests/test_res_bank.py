from odoo.exceptions import ValidationError
from odoo.tests import tagged

from odoo.addons.torg_ru.tests.common import ACCOUNT, BANK, RuCommon


@tagged("post_install", "-at_install")
class TestResBank(RuCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("ru_RU")
        cls.bank = cls.env["res.bank"].create(BANK)
        cls.partner = cls._create_organisation()

    def _create_account(self, number, bank=None):
        return self.env["res.partner.bank"].create({
            "acc_number": number, "partner_id": self.partner.id, "bank_id": (bank or self.bank).id,
        })  # fmt: skip

    def test_bank_with_sound_requisites(self):
        self.assertEqual(self.bank.corr_account, BANK["corr_account"])
        self.assertEqual(self._create_account(ACCOUNT).bank_corr_account, BANK["corr_account"])

    def test_wrong_bic_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "БИК 0445: должно быть 9 цифр, а здесь 4"):
            self.bank.with_context(lang="ru_RU").bic = "0445"

    def test_correspondent_account_of_another_bank_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "Корр. счёт 30101810400000000224: не сходится"):
            self.bank.with_context(lang="ru_RU").corr_account = "30101810400000000224"

    def test_account_must_match_its_bank(self):
        with self.assertRaisesRegex(ValidationError, "check digit does not match"):
            self._create_account("40817810156003706313")
        account = self._create_account("4081 7810 1560 0370 6312")
        self.assertEqual(account.sanitized_acc_number, ACCOUNT)
        with self.assertRaises(ValidationError):
            account.acc_number = "408178101560037063"

    def test_account_is_checked_again_when_the_bank_changes(self):
        account = self._create_account(ACCOUNT)
        other = self.env["res.bank"].create({"name": "Other", "bic": "044525593"})
        with self.assertRaises(ValidationError):
            account.bank_id = other

    def test_foreign_bank_is_not_checked(self):
        bank = self.env["res.bank"].create({
            "name": "Kaspi", "bic": "CASPKZKA", "corr_account": "any", "country": self.kazakhstan.id,
        })  # fmt: skip
        self.assertEqual(self._create_account("KZ86125KZT5004100100", bank).bank_id, bank)

    def test_bank_of_a_kazakh_company_is_not_checked(self):
        company = self._create_company("Almaty Test", self.kazakhstan)
        bank = self.env["res.bank"].with_company(company).create({"name": "Kaspi", "bic": "CASPKZKA"})
        self.assertFalse(bank.use_ru_requisites)

    def test_account_without_a_known_bank_is_not_checked(self):
        bank = self.env["res.bank"].create({"name": "Some bank"})
        self.assertTrue(self._create_account("12345", bank))
