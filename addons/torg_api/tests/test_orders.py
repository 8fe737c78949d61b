from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .shop import ShopCase


@tagged("post_install", "-at_install")
class TestOrders(ShopCase):
    """An order without a cart: made once, at the price that was told, with its goods held."""

    def test_order_of_a_quote_stands_in_the_first_stage_and_holds_its_goods(self):
        quote = self.quote(customer={"id": self.customer.id})
        response = self.call(
            "POST", "/orders", {"quote_id": quote["quote_id"], "comment": "Ring twice", "number": "A-1"}
        )
        order = self.browse(response)
        self.assertEqual(response.headers["Location"], f"/shop-api/v1/orders/{order.id}")
        self.assertEqual((order.stage_id.code, order.state, order.amount_total), ("new", "draft", 200))
        self.assertEqual((order.customer_note, order.client_order_ref), ("Ring twice", "A-1"))
        self.assertEqual(order.hold_id.hold_outcome, "active")
        self.assertEqual(self.free(self.near), 8)
        self.assertEqual(response.data["stage"]["code"], "new")
        self.assertEqual((response.data["total"], response.data["due"]), ("200.00", "200.00"))

    def test_price_of_a_quote_holds_though_the_price_list_changes(self):
        quote = self.quote(customer={"id": self.customer.id})
        self.product.list_price = 130
        response = self.call("POST", "/orders", {"quote_id": quote["quote_id"]})
        self.assertEqual((self.browse(response).amount_total, response.data["total"]), (200, "200.00"))

    def test_prices_of_one_customer_are_not_anothers(self):
        pricelist = self.env["product.pricelist"].create(
            {"name": "Anna", "item_ids": [(0, 0, {"compute_price": "fixed", "fixed_price": 80})]}
        )
        self.customer.property_product_pricelist = pricelist
        quote = self.quote(customer={"id": self.customer.id})
        body = {"quote_id": quote["quote_id"], "customer": {"phone": "+7 912 555-99-99"}}
        self.assert_problem(self.call("POST", "/orders", body), 409, "price_changed")

    def test_quote_that_is_over_brings_a_new_one(self):
        quote = self.quote(customer={"id": self.customer.id})
        self.env["torg.api.quote"].search([]).expires_at = fields.Datetime.now() - timedelta(minutes=1)
        self.product.list_price = 130
        problem = self.assert_problem(
            self.call("POST", "/orders", {"quote_id": quote["quote_id"]}), 409, "quote_expired"
        )
        self.assertEqual(problem["quote"]["total"], "260.00")
        self.assertNotEqual(problem["quote"]["quote_id"], quote["quote_id"])
        self.assert_problem(self.call("POST", "/orders", {"quote_id": "nothing"}), 409, "quote_expired")

    def test_quote_makes_one_order(self):
        quote = self.quote(customer={"id": self.customer.id})
        first = self.browse(self.call("POST", "/orders", {"quote_id": quote["quote_id"]}))
        problem = self.assert_problem(self.call("POST", "/orders", {"quote_id": quote["quote_id"]}), 409, "quote_used")
        self.assertEqual(problem["order"], first.id)

    def test_another_total_is_refused_with_the_new_quote(self):
        problem = self.assert_problem(self.order(expected_total="199.99"), 409, "price_changed")
        self.assertEqual(problem["quote"]["total"], "200.00")
        self.assertTrue(problem["quote"]["quote_id"])
        self.assertFalse(self.env["sale.order"].search([("partner_id", "=", self.customer.id)]))
        self.assertEqual(self.browse(self.order(expected_total="200.00")).amount_total, 200)

    def test_last_bottle_is_refused_with_alternatives(self):
        self.browse(self.order(10))
        problem = self.assert_problem(self.order(1), 409, "out_of_stock")
        self.assertEqual(
            problem["alternatives"],
            [{"product": self.product.id, "asked": 1, "free": 0, "stores": [{"store": self.far.code, "free": 4}]}],
        )
        self.assertEqual(problem["errors"][0]["pointer"], "/lines/0")
        self.assertEqual(problem["quote"]["problems"][0]["fix"][1]["action"], "change_store")

    def test_order_that_cannot_be_made_says_why(self):
        self.near.pickup_allowed = False
        problem = self.assert_problem(self.order(), 409, "cannot_order")
        self.assertEqual(problem["problems"][0]["code"], "no_pickup")

    def test_new_customer_is_made_and_then_found_by_any_writing_of_the_phone(self):
        first = self.browse(self.order(1, customer={"phone": "8 912 555-77-00", "name": "Boris"}))
        again = self.browse(self.order(1, customer={"phone": "+79125557700", "email": "boris@example.com"}))
        self.assertEqual(first.partner_id, again.partner_id)
        self.assertEqual((first.partner_id.name, first.partner_id.is_unverified), ("Boris", False))
        self.assertFalse(first.partner_id.email, "who knows the phone need not be Boris")
        self.assertEqual(again.contact_email, "boris@example.com")

    def test_new_customer_is_found_by_phone_and_by_mail(self):
        both = {"phone": "8 912 555-77-00", "email": "boris@example.com", "name": "Boris"}
        first = self.browse(self.order(1, customer=both))
        for known in ({"phone": "+79125557700"}, {"email": "BORIS@example.com"}):
            self.assertEqual(self.browse(self.order(1, customer=known)).partner_id, first.partner_id)

    def test_somebody_must_order(self):
        problem = self.assert_problem(self.call("POST", "/orders", self.basket()), 422, "validation")
        self.assertEqual(problem["errors"][0]["pointer"], "/customer")

    def test_where_the_customer_came_from_is_kept(self):
        order = self.browse(self.order(source="shop.example", utm={"campaign": "Autumn", "medium": "cpc"}))
        self.assertEqual(
            (order.source_id.name, order.campaign_id.name, order.medium_id.name), ("shop.example", "Autumn", "cpc")
        )

    def test_repeat_gets_the_same_bytes(self):
        head = {"Idempotency-Key": "order-1"}
        first, again = self.order(headers=head), self.order(headers=head)
        self.assertEqual((first.content, again.headers.get("Idempotent-Replayed")), (again.content, "true"))
        self.assertEqual(self.env["sale.order"].search_count([("partner_id", "=", self.customer.id)]), 1)
        self.assert_problem(self.order(3, headers=head), 422, "idempotency_reused")
        self.assertEqual(self.free(self.near), 8)

    def test_refused_order_may_come_again_under_its_name(self):
        head = {"Idempotency-Key": "order-2"}
        self.assert_problem(self.order(11, headers=head), 409, "out_of_stock")
        self._put(self.near, self.product, 5)
        self.browse(self.order(11, headers=head))

    def test_points_and_other_unknown_fields_are_refused(self):
        problem = self.assert_problem(self.order(points=10), 422, "validation")
        self.assertEqual(problem["errors"][0], {
            "pointer": "/points", "code": "unknown_field", "detail": "There is no such field.",
        })  # fmt: skip

    def test_odd_texts_and_moments_are_no_fault_of_ours(self):
        for text in ("\0", "a\0b"):
            problem = self.assert_problem(self.order(comment=text), 422, "validation")
            self.assertEqual(problem["errors"][0]["pointer"], "/comment")
        problem = self.assert_problem(self.call("GET", "/orders?stage=%00"), 422, "validation")
        self.assertEqual(problem["errors"][0]["pointer"], "?stage")
        self.browse(self.order(1, comment="a\\u0000b"))
        for moment in ("0001-01-01T00:00:00%2B14:00", "9999-12-31T23:59:59-14:00"):
            self.assert_problem(self.call("GET", f"/orders?changed_since={moment}"), 422, "validation")
        for text in ("😀", "'; DROP TABLE", "%", "\\"):
            self.browse(self.order(1, comment=text, source=text, customer={"email": "x@example.com", "name": text}))

    def test_basket_is_whole(self):
        for body in ({}, {"customer": {"id": self.customer.id}}, {"quote_id": "x", "store": "y"}):
            self.assert_problem(self.call("POST", "/orders", body), 422, "validation")

    # === READING === #

    def test_order_is_read_with_everything(self):
        order = self.browse(self.order())
        response = self.call("GET", f"/orders/{order.id}")
        data = response.data
        self.assertEqual((data["number"], data["store"], data["pickup"]), (order.name, self.near.code, True))
        self.assertEqual(data["customer"]["phone"], self.customer.phone)
        self.assertEqual([line["quantity"] for line in data["lines"]], [2])
        self.assertEqual((data["payment_status"], data["delivery_status"]), ("none", "none"))
        self.assertTrue(data["held_until"])

    def test_orders_are_paged_without_gaps(self):
        made = [self.browse(self.order(1)).id for _number in range(5)]
        seen, cursor = [], ""
        while cursor is not None:
            place = f"&cursor={cursor}" if cursor else ""
            page = self.call("GET", f"/orders?customer={self.customer.id}&limit=2{place}").data
            seen += [row["id"] for row in page["items"]]
            cursor = page["next_cursor"]
        self.assertEqual(seen, made[::-1])
        self.assert_problem(self.call("GET", "/orders?cursor=abc"), 422, "validation")

    def test_filters_choose(self):
        order = self.browse(self.order(1, number="S-77"))
        self.browse(self.order(1, store=self.far.code))
        for query, count in (
            ("stage=new", 2), ("stage=done", 0), (f"store={self.near.code}", 1), ("number=S-77", 1),
            (f"number={order.name}", 1), ("open=true", 2), ("open=false", 0),
            ("changed_since=2000-01-01T00:00:00Z", 2), ("changed_since=2999-01-01T00:00:00%2B03:00", 0),
        ):  # fmt: skip
            found = self.call("GET", f"/orders?customer={self.customer.id}&{query}").data["items"]
            self.assertEqual(len(found), count, query)

    def test_page_of_orders_takes_a_constant_number_of_queries(self):
        def count():
            self.call("GET", f"/orders?customer={self.customer.id}")
            before = self.env.cr.sql_log_count
            self.call("GET", f"/orders?customer={self.customer.id}")
            return self.env.cr.sql_log_count - before

        self.browse(self.order(1))
        one = count()
        for _number in range(6):
            self.browse(self.order(1))
        self.assertLessEqual(count(), one + 1)

    def test_foreign_and_unknown_orders_are_not_there(self):
        foreign = self.make_foreign()
        answers = [self.call("GET", f"/orders/{number}") for number in (foreign.id, 2**31 - 1, 10**15)]
        for answer in answers:
            self.assert_problem(answer, 404, "not_found")
        self.assertEqual(len({answer.data["detail"] for answer in answers}), 1)
        self.assertNotIn(foreign.id, [row["id"] for row in self.call("GET", "/orders?limit=250").data["items"]])

    def test_orders_are_for_keys_that_may(self):
        order = self.browse(self.order())
        for method, path, body in (
            ("GET", "/orders", None), ("GET", f"/orders/{order.id}", None), ("POST", "/orders", self.basket()),
        ):  # fmt: skip
            self.assert_scope(method, path, "orders", body)
