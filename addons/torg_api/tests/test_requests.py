from odoo.tests import tagged

from .shop import ShopCase

BODY = {"phone": "8 912 555-00-11", "name": "Anna", "text": "Do you have rum?", "id": "r-1"}


@tagged("post_install", "-at_install")
class TestRequests(ShopCase):
    """Requests without goods."""

    def test_request_comes_to_the_desk_once(self):
        first = self.call("POST", "/requests", BODY)
        self.assertEqual(first.status_code, 201, first.text)
        order = self.env["sale.order"].browse(first.data["id"])
        self.assertTrue(order.is_request)
        self.assertEqual((order.partner_id, order.customer_note), (self.customer, "Do you have rum?"))
        self.assertEqual(self.call("POST", "/requests", BODY).data["id"], order.id)

    def test_what_is_said_again_soon_is_added(self):
        self.env.company.request_merge_minutes = 30
        first = self.call("POST", "/requests", BODY).data
        again = self.call("POST", "/requests", BODY | {"id": "r-2", "text": "And brandy?", "source": "one_click"})
        self.assertEqual((again.status_code, again.data["id"]), (201, first["id"]))
        self.assertIn("And brandy?", self.env["sale.order"].browse(first["id"]).customer_note)

    def test_request_is_no_order(self):
        number = self.call("POST", "/requests", BODY).data["id"]
        self.assert_problem(self.call("GET", f"/orders/{number}"), 404, "not_found")

    def test_request_needs_somebody_to_answer(self):
        self.assert_problem(self.call("POST", "/requests", {"text": "Hello"}), 422, "validation")
        self.assert_problem(self.call("POST", "/requests", BODY | {"source": "moon"}), 422, "validation")

    def test_request_from_the_phone_of_an_employee_is_not_his(self):
        worker = self.env.ref("base.user_admin").partner_id
        worker.phone, worker.email = "+7 912 555-66-55", "worker@example.com"
        for body in (BODY | {"phone": "8 912 555-66-55"}, {"email": "worker@example.com", "text": "Rum?"}):
            made = self.call("POST", "/requests", body)
            self.assertEqual(made.status_code, 201, made.text)
            partner = self.env["sale.order"].browse(made.data["id"]).partner_id
            self.assertNotEqual(partner, worker)
            self.assertTrue(partner.is_unverified)

    def test_request_of_another_companys_customer_is_not_lost(self):
        foreign = self.make_foreign().partner_id
        foreign.write({"phone": "+7 912 555-70-70", "email": "stranger@example.com"})
        for body in (BODY | {"phone": "8 912 555-70-70"}, {"email": "stranger@example.com", "text": "Rum?"}):
            made = self.call("POST", "/requests", body)
            self.assertEqual(made.status_code, 201, made.text)
            self.assertNotEqual(self.env["sale.order"].browse(made.data["id"]).partner_id, foreign)
            self.assertNotIn("Stranger", made.text)

    def test_requests_are_for_keys_that_may(self):
        self.assert_scope("POST", "/requests", "orders", BODY)
