from odoo.exceptions import ConcurrencyError, UserError
from odoo.tests import tagged

from .common import OrderCommon


@tagged("post_install", "-at_install")
class TestCustomerFind(OrderCommon):
    """A customer is one contact, by whatever he is known."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Partner = cls.env["res.partner"]
        cls.customer.write({"phone": "+7 912 555-30-01", "email": "test@example.com"})

    def setUp(self):
        super().setUp()
        self.registry_enter_test_mode()  # whoever is made meanwhile is looked for on a cursor of its own

    def test_phone_goes_before_mail(self):
        other = self.Partner.create({"name": "Other", "email": "other@example.com"})
        self.assertEqual(self.Partner._find_or_make_customer("89125553001", "other@example.com"), self.customer)
        self.assertEqual(self.Partner._find_or_make_customer(None, "OTHER@example.com"), other)

    def test_what_is_known_stays_and_a_claim_fills_nothing(self):
        found = self.Partner._find_or_make_customer("8 912 555 30 01", "second@example.com", "Somebody")
        self.assertEqual((found.name, found.email), ("Test customer", "test@example.com"))
        self.customer.email = False
        self.Partner._find_or_make_customer("8 912 555 30 01", "second@example.com")
        self.assertFalse(self.customer.email, "who knows the phone would get in by his own mail")
        self.customer._fill_customer("8 912 555 30 09", "second@example.com", None)
        self.assertEqual((self.customer.phone, self.customer.email), ("+7 912 555-30-01", "second@example.com"))

    def test_name_makes_a_customer_known(self):
        made = self.Partner._find_or_make_customer("89125553002")
        self.assertEqual((made.is_unverified, made.name), (True, "89125553002"))
        made.phone = made.name
        self.Partner._find_or_make_customer("89125553002", name="Vera")
        self.assertEqual((made.is_unverified, made.name), (False, "Vera"))
        self.assertFalse(self.Partner._find_or_make_customer("89125553003", name="Boris").is_unverified)

    def test_nobody_is_made_of_nothing(self):
        with self.assertRaises(UserError):
            self.Partner._find_or_make_customer(" ", None, "Vera")

    def test_twin_made_a_moment_ago_is_waited_for(self):
        self.env.flush_all()
        with self.assertRaises(ConcurrencyError):
            self.Partner._wait_for_twin("89125553001", None)
        with self.assertRaises(ConcurrencyError):
            self.Partner._wait_for_twin("", "test@example.com")
        self.Partner._wait_for_twin("89125553999", "nobody@example.com")

    def test_customer_of_another_company_is_not_found(self):
        self.customer.company_id = self.env["res.company"].create({"name": "Other"})
        self.assertFalse(self.Partner._find_customers("89125553001", "test@example.com"))

    def test_address_comes_once(self):
        made = self.customer._find_or_make_address("Nevsky 1", "Saint Petersburg", None, "190000")
        self.assertEqual((made.parent_id, made.type), (self.customer, "delivery"))
        self.assertEqual(self.customer._find_or_make_address("Nevsky 1", "Saint Petersburg", "", "190000"), made)
        self.assertNotEqual(self.customer._find_or_make_address("Nevsky 2", "Saint Petersburg"), made)
