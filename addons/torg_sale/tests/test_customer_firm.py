from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .common import OrderCommon

INN = "7707083893"


@tagged("post_install", "-at_install")
class TestCustomerFirm(OrderCommon):
    """Companies are found by INN and KPP, and people buy for several of them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.country_id = cls.env.ref("base.ru")
        cls.Partner = cls.env["res.partner"]

    def setUp(self):
        super().setUp()
        self.registry_enter_test_mode()  # whoever is made meanwhile is looked for on a cursor of its own

    def test_company_without_a_branch_gets_the_kpp_that_is_told(self):
        firm = self.Partner._find_or_make_firm(INN, name="Romashka")
        self.assertEqual(self.Partner._find_or_make_firm(INN, "773601001"), firm)
        self.assertEqual(firm.kpp, "773601001")
        self.env.flush_all()
        branch = self.Partner._find_or_make_firm(INN, "773602002", "Branch")
        self.assertNotEqual(branch, firm)

    def test_unknown_inn_needs_a_name_and_a_right_form(self):
        with self.assertRaises(UserError):
            self.Partner._find_or_make_firm(INN)
        with self.assertRaises(ValidationError):
            self.Partner._find_or_make_firm("7707083894", name="Slip")

    def test_own_company_is_no_customer(self):
        self.env.company.partner_id.write({"vat": INN, "is_company": True})
        self.assertFalse(self.Partner._find_firm(INN))

    def test_two_contacts_of_two_companies_that_are_one_person_buy_for_both(self):
        firms = self.Partner.create([{"name": "One", "is_company": True}, {"name": "Two", "is_company": True}])
        ivan, twin = self.Partner.create([{"name": "Ivan", "parent_id": firm.id} for firm in firms])
        gone = twin.id
        self.env["base.partner.merge.automatic.wizard"]._merge((ivan + twin).ids, ivan)
        self.assertEqual(ivan._get_firms(), firms)
        self.assertEqual(firms[1]._get_firm_people(), ivan)
        self.assertEqual(self.Partner._get_survivor(gone), ivan)
        self.assertFalse(ivan._leave_firm(firms[0]), "where somebody works people decide")
        self.assertTrue(ivan._leave_firm(firms[1]))
        self.assertEqual(ivan._get_firms(), firms[0])

    def test_person_buys_for_a_company_only(self):
        with self.assertRaises(ValidationError):
            self.env["torg.firm.member"].create({"person_id": self.customer.id, "firm_id": self.customer.id})

    def test_employee_is_left_out_where_customers_are_made(self):
        admin = self.env.ref("base.user_admin").partner_id
        admin.phone = "+7 912 555-66-55"
        made = self.Partner._find_or_make_customer("89125556655", name="Ivan")
        self.assertNotEqual(made, admin)
        self.assertEqual(self.Partner._find_or_make_customer("89125556655"), made)
