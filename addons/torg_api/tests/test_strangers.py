from odoo.tests import tagged

from .login import LoginCase

EVIL = "evil@example.com"


@tagged("post_install", "-at_install")
class TestStrangers(LoginCase):
    """Whoever knows a phone or an e-mail of a customer is not that customer."""

    def enter(self, email):
        """Log in by a code that came to this address; return the answer's tokens."""
        asked = self.ask(email=email)
        body = {"request": asked.data["request"], "code": self.read_letter(email)}
        return self.call("POST", "/auth/verify", body, secret=self.public_secret).data

    def test_mail_told_with_a_known_phone_is_no_way_in(self):
        self.customer.email = False
        own = self.browse(self.order(1))
        order = self.browse(self.order(1, customer={"phone": "8 912 555-00-11", "email": EVIL, "name": "Eva"}))
        self.assertEqual((order.partner_id, self.customer.email), (self.customer, False))
        tokens = self.enter(EVIL)
        self.assertNotEqual(tokens["customer"], self.customer.id)
        self.assertEqual(self.call("GET", "/orders", secret=tokens["access_token"]).data["items"], [])
        seen = self.call("GET", f"/orders/{own.id}", secret=tokens["access_token"])
        self.assert_problem(seen, 404, "not_found")

    def test_phone_told_with_a_known_mail_is_no_way_in(self):
        self.customer.phone = False
        order = self.browse(self.order(1, customer={"phone": "8 912 555-66-77", "email": "anna@example.com"}))
        self.assertEqual((order.partner_id, self.customer.phone), (self.customer, False))
        self.assertNotEqual(self.login("8 912 555-66-77")["customer"], self.customer.id)

    def test_finding_a_customer_gives_him_no_address(self):
        self.customer.email = False
        found = self.call("POST", "/customers", {"phone": "8 912 555-00-11", "email": EVIL}).data
        self.assertEqual((found["id"], found["email"]), (self.customer.id, None))
        self.assertIn(EVIL, str(self.customer.message_ids.mapped("body")), "the manager reads it on the card")
        before = len(self.customer.message_ids)
        self.call("POST", "/customers", {"phone": "8 912 555-00-11", "email": EVIL})
        self.call("POST", "/customers", {"phone": "8 912 555-00-11"})
        self.assertEqual(len(self.customer.message_ids), before, "once is enough")
        self.assertNotEqual(self.enter(EVIL)["customer"], self.customer.id)

    def test_what_is_told_stays_with_the_order(self):
        order = self.browse(self.order(1, customer={"id": self.customer.id, "phone": "89125556677", "email": EVIL}))
        self.assertEqual((order.contact_phone, order.contact_email), ("+7 912 555-66-77", EVIL))
        same = {"phone": "8 (912) 555-00-11", "email": "ANNA@example.com"}
        order = self.browse(self.order(1, customer=same))
        self.assertEqual((order.contact_phone, order.contact_email), (False, False), "the card says so")
        order = self.browse(self.order(1, customer={"phone": "8 912 555-99-88", "email": "new@example.com"}))
        self.assertEqual((order.contact_phone, order.contact_email), (False, False), "a new card has both")
        self.assertEqual((order.partner_id.phone, order.partner_id.email), ("8 912 555-99-88", "new@example.com"))
