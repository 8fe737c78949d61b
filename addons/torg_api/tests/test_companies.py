from odoo.tests import tagged

from .login import LoginCase

INN, OTHER_INN = "7707083893", "7736050003"


@tagged("post_install", "-at_install")
class TestCompanies(LoginCase):
    """One customer buys for several companies, several customers for one; nobody gets in by knowing an INN."""

    def setUp(self):
        super().setUp()
        self.env.company.country_id = self.env.ref("base.ru")
        self.path = f"/customers/{self.customer.id}"
        self.boris = self.env["res.partner"].create({"name": "Boris", "phone": "+7 912 555-88-88"})

    def join(self, person, inn=INN, **more):
        body = {"inn": inn, "name": "Romashka", **more}
        response = self.call("POST", f"/customers/{person.id}/companies", body)
        self.assertEqual(response.status_code, 201, response.text)
        return self.env["res.partner"].search([("vat", "=", inn), ("is_company", "=", True)])

    def test_company_of_an_inn_is_made_once(self):
        firm = self.join(self.customer, kpp="773601001")
        self.assertEqual((firm.name, firm.kpp, len(firm)), ("Romashka", "773601001", 1))
        self.assertEqual(self.join(self.boris, name="Other name", kpp="773601001"), firm)
        self.assertEqual(firm.name, "Romashka")
        people = self.call("GET", f"/customers/{firm.id}/people").data["items"]
        self.assertEqual([row["name"] for row in people], ["Anna", "Boris"])

    def test_branches_have_a_kpp_of_their_own(self):
        first = self.join(self.customer, kpp="773601001")
        both = self.join(self.customer, kpp="773602002", name="Branch")
        self.assertEqual(len(both), 2)
        self.assertEqual((both - first).kpp, "773602002")

    def test_customer_of_two_companies_names_the_one_that_buys(self):
        firms = self.join(self.customer) | self.join(self.customer, OTHER_INN, name="Gazeta")
        told = self.call("GET", self.path).data["companies"]
        self.assertEqual([row["inn"] for row in told], [INN, OTHER_INN])
        access = self.token(self.customer)
        for firm in firms:
            made = self.call("POST", "/orders", self.basket(1, customer={"id": firm.id}), secret=access)
            self.assertEqual((made.status_code, made.data["customer"]["id"]), (201, firm.id), made.text)
        mine = self.call("GET", "/orders", secret=access).data["items"]
        self.assertEqual({row["customer"] for row in mine}, set(firms.ids))

    def test_colleagues_see_the_orders_of_the_company_and_not_each_others_own(self):
        firm = self.join(self.customer)
        self.join(self.boris)
        of_firm = self.order(1, customer={"id": firm.id}).data["id"]
        own = self.order(1).data["id"]
        access = self.token(self.boris)
        self.assertEqual(self.call("GET", f"/orders/{of_firm}", secret=access).status_code, 200)
        self.assert_problem(self.call("GET", f"/orders/{own}", secret=access), 404, "not_found")
        self.assert_problem(self.call("GET", self.path, secret=access), 404, "not_found")
        self.assertEqual(self.call("GET", f"/customers/{firm.id}", secret=access).status_code, 200)
        renamed = self.call("PATCH", f"/customers/{firm.id}", {"name": "Mine"}, secret=access)
        self.assert_problem(renamed, 404, "not_found")

    def test_contacts_of_a_company_see_no_orders_of_each_other(self):
        firm = self.env["res.partner"].create({"name": "Romashka", "is_company": True})
        (self.customer | self.boris).parent_id = firm
        branch = self.env["res.partner"].create({"name": "Branch", "parent_id": firm.id, "type": "delivery"})
        own, colleagues, shared, brought = (
            self.browse(self.order(1, customer={"id": partner.id}))
            for partner in (self.customer, self.boris, firm, firm)
        )
        brought.partner_id = branch
        access = self.token(self.customer)
        seen = {row["id"] for row in self.call("GET", "/orders", secret=access).data["items"]}
        self.assertEqual(seen, {own.id, shared.id, brought.id})
        self.assert_problem(self.call("GET", f"/orders/{colleagues.id}", secret=access), 404, "not_found")

    def test_customer_joins_nobody_by_himself(self):
        body = {"inn": INN, "name": "x"}
        refused = self.call("POST", f"{self.path}/companies", body, secret=self.token(self.customer))
        self.assert_problem(refused, 403, "forbidden")

    def test_who_leaves_sees_nothing_more(self):
        firm = self.join(self.customer)
        access = self.token(self.customer)
        left = self.call("DELETE", f"{self.path}/companies/{firm.id}", secret=access)
        self.assertEqual((left.status_code, left.data["items"]), (200, []))
        self.assert_problem(self.call("GET", f"/customers/{firm.id}", secret=access), 404, "not_found")
        again = self.call("DELETE", f"{self.path}/companies/{firm.id}", secret=access)
        self.assert_problem(again, 404, "not_found")

    def test_contact_of_a_company_buys_for_it_and_stays_its_contact(self):
        firm = self.env["res.partner"].create({"name": "Romashka", "is_company": True, "vat": INN})
        contact = self.env["res.partner"].create({"name": "Vera", "parent_id": firm.id})
        companies = self.call("GET", f"/customers/{contact.id}/companies").data["items"]
        self.assertEqual([row["id"] for row in companies], [firm.id])
        refused = self.call("DELETE", f"/customers/{contact.id}/companies/{firm.id}")
        self.assert_problem(refused, 409, "conflict")

    def test_wrong_inn_is_refused_with_its_reason(self):
        for body in ({"inn": "7707083894", "name": "x"}, {"inn": OTHER_INN}, {"inn": INN, "kpp": "1", "name": "x"}):
            problem = self.assert_problem(self.call("POST", f"{self.path}/companies", body), 422, "validation")
            self.assertEqual(problem["errors"][0]["pointer"], "/inn")

    def test_companies_are_for_keys_that_may(self):
        for method, path, body in (
            ("GET", "/companies", None), ("POST", "/companies", {"inn": INN}), ("GET", "/people", None),
            ("DELETE", "/companies/1", None), ("GET", "/purchases", None), ("GET", "/addresses", None),
            ("PATCH", "/addresses/1", {}),
        ):  # fmt: skip
            self.assert_scope(method, f"{self.path}{path}", "customers", body)
