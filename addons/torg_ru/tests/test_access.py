from unittest.mock import patch

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from odoo.addons.torg_ru.tests.common import ACCOUNT, BANK, RuCommon


@tagged("post_install", "-at_install")
class TestAccess(RuCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["account.chart.template"].try_loading("ru", cls.company)
        cls.organisation = cls._create_organisation()
        cls.clerk = cls._create_user("ru_clerk", "base.group_user")
        cls.secretary = cls._create_user("ru_secretary", "base.group_user,base.group_partner_manager")
        cls.accountant = cls._create_user("ru_accountant", "account.group_account_manager")
        cls.administrator = cls._create_user("ru_administrator", "base.group_system")
        cls.stranger = cls._create_user("ru_stranger", "base.group_portal")

    @classmethod
    def _create_user(cls, login, groups):
        return new_test_user(cls.env, login, groups=groups, company_id=cls.company.id, company_ids=cls.company.ids)

    def test_administrator_applies_the_settings(self):
        """He has rights neither on goods nor on accounts nor on orders."""
        fresh = self._create_company("Fresh Test", self.env["res.country"], chart="generic_coa")
        tea = self.env["product.template"].with_company(fresh).create({"name": "Tea", "company_id": fresh.id})
        self.administrator.write({"company_ids": [Command.link(fresh.id)], "company_id": fresh.id})
        self.env["torg.ru.apply"].with_user(self.administrator).with_company(fresh).create({}).action_apply()
        self.assertEqual(fresh.partner_id.tz, "Europe/Moscow")
        self.assertEqual(tea.taxes_id.filtered(lambda tax: tax.company_id == fresh), fresh._get_vat("22"))

    def test_administrator_adds_the_rates_to_a_company_with_documents(self):
        fresh = self._create_company("Fresh Test", self.env["res.country"], chart="generic_coa")
        self.administrator.write({"company_ids": [Command.link(fresh.id)], "company_id": fresh.id})
        with patch.object(self.registry["res.company"], "_has_documents", lambda self: True):
            self.env["torg.ru.apply"].with_user(self.administrator).with_company(fresh).create({}).action_apply()
        self.assertEqual(fresh._get_vat("22").amount, 22)

    def test_nobody_else_opens_the_settings(self):
        for user in (self.clerk, self.secretary, self.accountant, self.stranger):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.env["torg.ru.apply"].with_user(user).create({})

    def test_secretary_writes_requisites(self):
        self.organisation.with_user(self.secretary).kpp = "780201001"
        self.assertEqual(self.organisation.kpp, "780201001")

    def test_clerk_reads_requisites_and_does_not_write_them(self):
        partner = self.organisation.with_user(self.clerk)
        self.assertEqual(partner.kpp, "770401001")
        with self.assertRaises(AccessError):
            partner.kpp = "780201001"

    def test_stranger_does_not_see_requisites(self):
        with self.assertRaises(AccessError):
            self.organisation.with_user(self.stranger).read(["kpp", "okpo"])

    def test_clerk_asks_for_vat(self):
        company = self.company.with_user(self.clerk)
        self.assertEqual(company._get_vat("standard", "2025-12-31").amount, 20)

    def test_secretary_enters_a_bank_account(self):
        bank = self.env["res.bank"].create(BANK)
        account = self.env["res.partner.bank"].with_user(self.secretary).create({
            "acc_number": ACCOUNT, "partner_id": self.organisation.id, "bank_id": bank.id,
        })  # fmt: skip
        self.assertEqual(account.bank_corr_account, BANK["corr_account"])
