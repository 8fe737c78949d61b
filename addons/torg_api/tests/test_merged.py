from odoo.tests import tagged

from .login import LoginCase


@tagged("post_install", "-at_install")
class TestMerged(LoginCase):
    """Customers are one person, however often they came; what cabinets remember goes on to work."""

    def setUp(self):
        super().setUp()
        self.path = f"/customers/{self.customer.id}"

    def merge(self, gone, into):
        number = gone.id
        self.env["base.partner.merge.automatic.wizard"]._merge((gone + into).ids, into)
        return number

    def test_old_number_answers_with_who_survived(self):
        oldest = self.env["res.partner"].create({"name": "A", "phone": "+7 912 555-00-23"})
        old = self.env["res.partner"].create({"name": "A S", "phone": "+7 912 555-00-22"})
        numbers = [self.merge(oldest, old), self.merge(old, self.customer)]
        for number in numbers:
            told = self.call("GET", f"/customers/{number}")
            self.assertEqual((told.status_code, told.data["id"]), (200, self.customer.id))
            changed = self.call("PATCH", f"/customers/{number}", {"name": f"Anna {number}"})
            self.assertEqual((changed.data["id"], self.customer.name), (self.customer.id, f"Anna {number}"))
            order = self.order(1, customer={"id": number})
            self.assertEqual(self.browse(order).partner_id, self.customer)
            priced = self.call("GET", f"/products?customer={number}")
            self.assertEqual(priced.status_code, 200)

    def test_orders_are_found_by_the_old_number(self):
        number = self.merge(self.env["res.partner"].create({"name": "A S"}), self.customer)
        order = self.browse(self.order(1))
        for path in (
            f"/orders?customer={number}",
            f"/customers/{number}/orders",
            f"/orders?customer={self.customer.id}",
        ):
            self.assertEqual([row["id"] for row in self.call("GET", path).data["items"]], [order.id], path)
        self.assertEqual(self.call("GET", "/orders?customer=2147483647").data["items"], [])

    def test_old_number_of_a_forgotten_person_is_gone_too(self):
        number = self.merge(self.env["res.partner"].create({"name": "A S"}), self.customer)
        self.env.user.group_ids += self.env.ref("base.group_system")
        self.customer._anonymize()
        for path in (f"/customers/{number}", self.path):
            self.assert_problem(self.call("GET", path), 410, "gone")

    def test_who_is_forgotten_is_told_to_the_shop_and_to_nobody_else(self):
        self.env.user.group_ids += self.env.ref("base.group_system")
        boris = self.env["res.partner"].create({"name": "Boris"})
        self.customer._anonymize()
        gone = self.call("GET", self.path)
        self.assert_problem(gone, 410, "gone")
        self.assertNotIn("Anna", gone.text)
        self.assert_problem(self.call("GET", self.path, secret=self.token(boris)), 404, "not_found")
        new = self.call("POST", "/customers", {"phone": "+7 912 555-00-11"}).data
        self.assertNotEqual(new["id"], self.customer.id, "who comes again is somebody new")

    def test_one_rule_says_who_is_a_customer(self):
        admin = self.env.ref("base.user_admin").partner_id
        admin.write({"phone": "+7 912 555-66-55", "email": "boss@example.com"})
        company = self.env.company.partner_id
        address = self.env["res.partner"].create({"parent_id": self.customer.id, "type": "delivery", "street": "x"})
        for partner in (admin, company, address):
            self.assert_problem(self.call("GET", f"/customers/{partner.id}"), 404, "not_found")
            self.assert_problem(self.call("GET", f"/products?customer={partner.id}"), 422, "validation")
            quoted = self.call("POST", "/orders/quote", self.basket(customer={"id": partner.id}))
            self.assert_problem(quoted, 422, "validation")
        self.assertEqual(self.call("GET", "/customers?phone=89125556655").data["items"], [])
        made = self.call("POST", "/customers", {"phone": "89125556655", "name": "Ivan"}).data
        self.assertNotEqual(made["id"], admin.id)
        self.assertEqual(self.call("POST", "/customers", {"phone": "89125556655"}).data["id"], made["id"])

    # === ADDRESSES === #

    def test_address_is_corrected_and_orders_keep_theirs(self):
        made = self.call("POST", f"{self.path}/addresses", {"city": "Moscow", "street": "Tverskaya 1"}).data
        (address,) = made["addresses"]
        path = f"{self.path}/addresses/{address['id']}"
        (same,) = self.call("PATCH", path, {"street2": "flat 5"}).data["addresses"]
        self.assertEqual((same["id"], same["street"], same["street2"]), (address["id"], "Tverskaya 1", "flat 5"))
        sale = self.browse(self.order(1))
        sale.partner_shipping_id = address["id"]
        (other,) = self.call("PATCH", path, {"street": "Arbat 2", "city": None}).data["addresses"]
        self.assertNotEqual(other["id"], address["id"])
        self.assertEqual((other["street"], other["street2"], other["city"]), ("Arbat 2", "flat 5", None))
        self.assertEqual(sale.partner_shipping_id.street, "Tverskaya 1")
        listed = self.call("GET", f"{self.path}/addresses").data["items"]
        self.assertEqual(listed, [other])
        self.assert_problem(self.call("PATCH", path, {"street": "x"}), 404, "not_found")

    # === PURCHASES === #

    def test_purchases_at_tills_count_too_page_by_page(self):
        entries = self.env["torg.turnover.entry"]
        entries._load_turnover([(self.customer, entries.env["torg.turnover.table"]._get_today(), 1500, None)], "store")
        day = entries.env["torg.turnover.table"]._get_today()
        entries._load_turnover([(self.customer, day, 250, None)], "opening")
        first = self.call("GET", f"{self.path}/purchases?limit=1").data
        second = self.call("GET", f"{self.path}/purchases?limit=1&cursor={first['next_cursor']}").data
        found = {(row["source"], row["amount"]) for row in first["items"] + second["items"]}
        self.assertEqual(found, {("store", "1500.00"), ("opening", "250.00")})
        self.assertIsNone(second["next_cursor"])

    # === WHO CHANGES A PHONE === #

    def test_customer_changes_the_phone_by_a_code_that_came_there(self):
        access = self.token(self.customer)
        bare = self.call("PATCH", self.path, {"phone": "+79125557700"}, secret=access)
        problem = self.assert_problem(bare, 422, "validation")
        self.assertEqual(problem["errors"][0]["pointer"], "/proof")
        request = self.ask(phone="+79125550044").data["request"]
        proof = {"request": request, "code": self.read_code()}
        elsewhere = self.call("PATCH", self.path, {"phone": "+79125557700", "proof": proof}, secret=access)
        self.assert_problem(elsewhere, 422, "wrong_code")
        request = self.ask(phone="+79125557700").data["request"]
        proof = {"request": request, "code": self.read_code()}
        done = self.call("PATCH", self.path, {"phone": "+79125557700", "proof": proof}, secret=access)
        self.assertEqual((done.status_code, done.data["phone"]), (200, "+79125557700"), done.text)
        self.assertEqual(self.call("PATCH", self.path, {"name": "Ann"}, secret=access).data["name"], "Ann")
