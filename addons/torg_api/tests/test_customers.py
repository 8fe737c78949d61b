from odoo.tests import tagged

from .shop import ShopCase


@tagged("post_install", "-at_install")
class TestCustomers(ShopCase):
    """Customers are found, made once and changed with care."""

    def setUp(self):
        super().setUp()
        self.path = f"/customers/{self.customer.id}"

    def test_customer_is_found_by_any_writing(self):
        for query in ("phone=89125550011", "phone=%2B7%20912%20555-00-11", "email=ANNA@example.com"):
            found = self.call("GET", f"/customers?{query}").data["items"]
            self.assertEqual([row["id"] for row in found], [self.customer.id], query)
        self.assertEqual(self.call("GET", "/customers?phone=89120000000").data["items"], [])

    def test_one_thing_is_asked_for(self):
        for query in ("", "?phone=89125550011&email=a@b.ru"):
            self.assert_problem(self.call("GET", f"/customers{query}"), 422, "validation")

    def test_customer_is_made_once(self):
        body = {"phone": "8 912 555-44-33", "email": "new@example.com", "name": "Vera"}
        first = self.call("POST", "/customers", body).data
        self.assertEqual((first["name"], first["verified"]), ("Vera", True))
        self.assertEqual(self.call("POST", "/customers", body).data["id"], first["id"])
        self.assertEqual(self.call("POST", "/customers", {"email": "NEW@example.com"}).data["id"], first["id"])

    def test_merged_customer_is_found_by_the_numbers_of_both(self):
        twin = self.env["res.partner"].create({"name": "Anna S", "phone": "+7 912 555-00-22"})
        self.env["base.partner.merge.automatic.wizard"]._merge((twin + self.customer).ids, self.customer)
        for phone in ("89125550011", "89125550022"):
            found = self.call("POST", "/customers", {"phone": phone}).data
            self.assertEqual(found["id"], self.customer.id, phone)

    def test_known_data_are_never_overwritten_by_finding(self):
        self.call("POST", "/customers", {"phone": "89125550011", "name": "Hacker", "email": "evil@example.com"})
        self.assertEqual((self.customer.name, self.customer.email), ("Anna", "anna@example.com"))

    def test_customer_changes_only_as_he_was_seen(self):
        seen = self.call("GET", self.path)
        head = {"If-Match": seen.headers["ETag"]}
        changed = self.call("PATCH", self.path, {"name": "Anna Petrova"}, headers=head)
        self.assertEqual((changed.status_code, changed.data["name"]), (200, "Anna Petrova"))
        stale = self.call("PATCH", self.path, {"name": "Other"}, headers=head)
        self.assert_problem(stale, 412, "precondition_failed")
        now = {"If-Match": changed.headers["ETag"]}
        self.assertEqual(self.call("PATCH", self.path, {"name": "Ann"}, headers=now).data["name"], "Ann")

    def test_phone_of_somebody_else_is_refused(self):
        self.env["res.partner"].create({"name": "Boris", "phone": "+7 912 555-88-88"})
        self.assert_problem(self.call("PATCH", self.path, {"phone": "89125558888"}), 409, "conflict")
        self.assertEqual(self.call("PATCH", self.path, {"phone": "89125550012"}).status_code, 200)

    def test_what_is_no_phone_is_refused(self):
        for method, path in (("POST", "/customers"), ("PATCH", self.path)):
            problem = self.assert_problem(self.call(method, path, {"phone": "hello"}), 422, "validation")
            self.assertEqual((problem["errors"][0]["pointer"], problem["errors"][0]["code"]), ("/phone", "pattern"))

    def test_addresses_come_once_and_go(self):
        body = {"city": "Moscow", "street": "Tverskaya 1", "street2": "flat 5"}
        for _time in range(2):
            response = self.call("POST", f"{self.path}/addresses", body)
            self.assertEqual(response.status_code, 201)
            (address,) = response.data["addresses"]
        self.assertEqual((address["street"], address["street2"], address["zip"]), ("Tverskaya 1", "flat 5", None))
        nobody = self.call("PATCH", f"{self.path}/addresses/{10**25}", {"street": "x"})
        self.assert_problem(nobody, 404, "not_found")
        gone = self.call("DELETE", f"{self.path}/addresses/{address['id']}")
        self.assertEqual(gone.data["addresses"], [])
        self.assert_problem(self.call("DELETE", f"{self.path}/addresses/{address['id']}"), 404, "not_found")

    def test_consents_have_a_moment_and_a_version(self):
        self.env["torg.consent.text"].create({"purpose": "advertising", "version": "2026-11", "body": "Letters"})
        body = {"purpose": "advertising", "given": True, "text_version": "2026-11", "ip": "203.0.113.5"}
        (consent,) = self.call("POST", f"{self.path}/consents", body).data["consents"]
        self.assertEqual((consent["given"], consent["text_version"]), (True, "2026-11"))
        self.assertTrue(consent["at"])
        self.assertEqual(self.customer.consent_ids.ip, "203.0.113.5")
        (consent,) = self.call("POST", f"{self.path}/consents", body | {"given": False}).data["consents"]
        self.assertFalse(consent["given"])
        problem = self.call("POST", f"{self.path}/consents", body | {"text_version": "1999"})
        self.assert_problem(problem, 422, "validation")

    def test_level_tells_how_much_is_left(self):
        tables = self.env["torg.turnover.table"]
        for table in tables.search([("state", "=", "published")]):
            table.action_archive_table()
        lines = [(0, 0, {"threshold": 1000, "percent": 3}), (0, 0, {"threshold": 5000, "percent": 5})]
        tables.create({"name": "Club", "fall_on": "day", "line_ids": lines})._publish(None)
        self.assertIsNone(self.call("GET", self.path).data["level"])
        bought = {"partner_id": self.customer.id, "amount": 1500, "date": tables._get_today(), "source": "store"}
        self.env["torg.turnover.entry"].create(bought)
        tables._refresh_customers(self.customer)
        told = self.call("GET", self.path).data["level"]
        self.assertEqual((told["percent"], told["turnover"], told["left"]), (3, "1500.00", "3500.00"))
        self.assertEqual(told["next_threshold"], "5000.00")
        self.assertEqual(self.quote(customer={"id": self.customer.id})["total"], "194.00")

    def test_purchases_of_stores_and_phone_are_there_too(self):
        by_phone = self.env["sale.order"].create(
            {"partner_id": self.customer.id, "order_line": [(0, 0, {"product_id": self.product.id})]}
        )
        by_site = self.browse(self.order(1))
        found = self.call("GET", f"{self.path}/orders").data["items"]
        self.assertEqual([row["id"] for row in found], [by_site.id, by_phone.id])

    def test_forgotten_person_is_gone(self):
        self.env.user.group_ids += self.env.ref("base.group_system")
        self.customer._anonymize()
        self.assert_problem(self.call("GET", self.path), 410, "gone")
        self.assertEqual(self.call("GET", "/customers?phone=89125550011").data["items"], [])

    def test_staff_strangers_and_nobody_are_not_customers(self):
        stranger = self.make_foreign().partner_id
        for number in (stranger.id, self.env.user.partner_id.id, self.env.company.partner_id.id, 2**31 - 1, 10**15):
            for method, path, body in (
                ("GET", "", None), ("PATCH", "", {"name": "x"}), ("GET", "/orders", None),
                ("POST", "/addresses", {"street": "x"}), ("POST", "/consents", {"purpose": "orders", "given": True}),
                ("DELETE", "/addresses/1", None),
            ):  # fmt: skip
                self.assert_problem(self.call(method, f"/customers/{number}{path}", body), 404, "not_found")

    def test_customers_are_for_keys_that_may(self):
        for method, path, body in (
            ("GET", "/customers?phone=89125550011", None), ("POST", "/customers", {"phone": "89125550011"}),
            ("GET", self.path, None), ("PATCH", self.path, {"name": "x"}), ("GET", f"{self.path}/orders", None),
            ("POST", f"{self.path}/addresses", {"street": "x"}), ("DELETE", f"{self.path}/addresses/1", None),
            ("POST", f"{self.path}/consents", {"purpose": "orders", "given": True}),
        ):  # fmt: skip
            self.assert_scope(method, path, "customers", body)
