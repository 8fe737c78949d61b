import json
from urllib.parse import quote

from odoo.tests import tagged

from odoo.addons.torg_api.dispatcher import BODY_LIMIT
from odoo.addons.torg_api.tools.cursor import encode

from .shop import ShopCase

VERBS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "MADE-UP")
NOWHERE = (
    "/shop-api",
    "/shop-api/",
    "/shop-api/v1",
    "/shop-api/v1/",
    "/shop-api/v1/nothing",
    "/shop-api/v2/stores",
    "/shop-api/v1/products/abc",
    "/shop-api/v1/orders/1/fly",
    "/shop-api/v1/%ff%00",
)
METHODS = {  # address → methods it knows; HEAD and OPTIONS come by themselves
    "/stores": {"GET"},
    "/orders": {"GET", "POST"},
    "/orders/quote": {"POST"},
    "/customers/1": {"GET", "PATCH"},
    "/customers/1/addresses/1": {"DELETE", "PATCH"},
    "/openapi.json": {"GET"},
}
ALIVE = '{"lines": [{"product": 1, "quantity": 1}], "store": "X", "comment": '


@tagged("post_install", "-at_install")
class TestEdges(ShopCase):
    """Whatever comes, the answer is ours: never a page, never a traceback."""

    def assert_ours(self, response, *statuses):
        """The answer has one of these statuses and no HTML."""
        self.assertIn(response.status_code, statuses, response.text[:300])
        self.assertNotIn("html", response.headers.get("Content-Type", ""))
        self.assertNotIn("<html", response.text.lower())
        self.assertNotIn("Traceback", response.text)

    def test_every_verb_is_answered_everywhere(self):
        for verb in VERBS:
            for path in NOWHERE:
                response = self.call(verb, path)
                self.assert_ours(response, 404)
                self.assertEqual(response.headers["Content-Type"], "application/problem+json", f"{verb} {path}")

    def test_known_address_tells_its_methods_apart_from_unknown_ones(self):
        for path, methods in METHODS.items():
            for verb in ("POST", "PUT", "PATCH", "DELETE", "GET", "MADE-UP"):
                if verb not in methods:
                    response = self.call(verb, path)
                    self.assert_problem(response, 405, "method_not_allowed")
                    self.assertLessEqual(methods, set(response.headers["Allow"].split(", ")), f"{verb} {path}")

    def test_options_of_every_address_are_empty(self):
        for path in METHODS:
            response = self.call("OPTIONS", path, secret="")
            self.assert_ours(response, 204)
            self.assertEqual(response.content, b"")

    def test_head_is_get_without_a_body(self):
        for path in ("/stores", "/products", "/openapi.json"):
            response = self.call("HEAD", path)
            self.assert_ours(response, 200)
            self.assertEqual(response.content, b"")
            self.assertTrue(response.headers["ETag"])

    def test_other_media_types_are_refused_by_name(self):
        for kind in (
            "text/plain",
            "application/x-www-form-urlencoded",
            "multipart/form-data",
            "application/xml",
            ";;;",
        ):
            response = self.call("POST", "/orders", raw=b"{}", headers={"Content-Type": kind})
            self.assert_problem(response, 415, "unsupported_media_type")

    def test_json_is_answered_whatever_the_client_would_rather_have(self):
        for wanted in ("application/xml", "text/html", "image/*;q=0.1", ";;q=x", ""):
            response = self.call("GET", "/stores", headers={"Accept": wanted})
            self.assert_ours(response, 200)
            self.assertTrue(response.headers["Content-Type"].startswith("application/json"))
            self.assert_problem(self.call("GET", "/nothing", headers={"Accept": wanted}), 404, "unknown_route")

    def test_oversized_body_is_refused_before_it_is_read(self):
        body = b'{"comment": "' + b"a" * BODY_LIMIT + b'"}'
        self.assert_problem(self.call("POST", "/orders", raw=body), 413, "too_large")

    def test_broken_bodies_are_no_json(self):
        for body in (b"", b"{", b"null,", b"{'a': 1}", b"[" * 100_000, b'{"a":' * 100_000, b"\xff\xfe{}", b"\0"):
            self.assert_problem(self.call("POST", "/orders", raw=body), 400, "bad_json")

    def test_texts_that_are_no_unicode_are_no_json(self):
        for text in (b'"\xff"', b'"\\ud800"', b'"\xed\xa0\x80"'):
            self.assert_problem(self.call("POST", "/orders", raw=ALIVE.encode() + text + b"}"), 400, "bad_json")

    def test_json_that_is_no_object_names_no_field(self):
        for body in (b"[]", b"1", b'"text"', b"null", b"true"):
            problem = self.assert_problem(self.call("POST", "/orders", raw=body), 422, "validation")
            self.assertEqual(problem["errors"][0]["pointer"], "")

    def test_nul_is_named_by_its_place(self):
        for raw, pointer in (
            (ALIVE + '"a\\u0000"}', "/comment"),
            ('{"lines": [{"product": "\\u0000"}]}', "/lines/0/product"),
            ('{"utm": {"\\u0000": 1}}', "/utm"),
        ):
            problem = self.assert_problem(self.call("POST", "/orders", raw=raw.encode()), 422, "validation")
            self.assertEqual(problem["errors"][0]["pointer"], pointer)

    def test_numbers_are_numbers(self):
        for number in ("NaN", "Infinity", "1e400", '"1,5"', '"0x10"', "true", "null", "[]", '"-1"', "0", "0.0001"):
            raw = f'{{"lines": [{{"product": 1, "quantity": {number}}}], "store": "X"}}'
            response = self.call("POST", "/orders/quote", raw=raw.encode())
            self.assert_ours(response, 400, 422)
        for product in ("99999999999999999999", '"1"', "1.5", "true", "-1"):
            raw = f'{{"lines": [{{"product": {product}, "quantity": 1}}], "store": "X"}}'
            problem = self.assert_problem(self.call("POST", "/orders/quote", raw=raw.encode()), 422, "validation")
            self.assertEqual(problem["errors"][0]["pointer"], "/lines/0/product")

    def test_quantity_is_a_number_or_a_text(self):
        for quantity in (2, 2.0, "2", "2.000"):
            line = {"product": self.product.id, "quantity": quantity}
            quoted = self.call("POST", "/orders/quote", {"lines": [line], "store": self.near.code})
            self.assertEqual((quoted.status_code, quoted.data["total"]), (200, "200.00"), quantity)

    def test_moments_are_written_out(self):
        order = self.browse(self.order())
        for taken in (1700000000, "1700000000", "0.5", "2026-01-31", "2026-01-31T12:00:00", "yesterday"):
            body = {"id": "1", "amount": "1.00", "taken_at": taken}
            problem = self.assert_problem(self.call("POST", f"/orders/{order.id}/payments", body), 422, "validation")
            self.assertEqual(problem["errors"][0]["pointer"], "/taken_at")
            self.assertEqual(problem["errors"][0]["code"], "datetime", json.dumps(taken))
        body = {"id": "1", "amount": "1.00", "taken_at": "2026-01-31T12:00:00+03:00"}
        self.assertEqual(self.call("POST", f"/orders/{order.id}/payments", body).status_code, 200)

    def test_moments_at_the_ends_of_the_calendar_are_refused(self):
        stock = {"items": [{"product": self.product.id, "store": self.near.code, "on_hand": 1}]}
        for moment in ("0001-01-01T00:00:00+03:00", "9999-12-31T23:59:59-03:00"):
            for method, path, body, pointer in (
                ("PUT", "/stock", {**stock, "as_of": moment}, "/as_of"),
                ("POST", "/exports", {"kind": "products", "changed_since": moment}, "/changed_since"),
                ("GET", f"/products?updated_since={quote(moment)}", None, "?updated_since"),
            ):
                problem = self.assert_problem(self.call(method, path, body), 422, "validation")
                self.assertEqual([row["pointer"] for row in problem["errors"]], [pointer], (path, moment))

    def test_cursor_of_a_place_that_is_none_is_refused(self):
        for number in (10**30, 2**63, -(10**30)):
            for kind, path in (("products", "/products?"), ("products/search", "/products?search=rum&")):
                answer = self.call("GET", f"{path}cursor={encode(kind, [number])}")
                problem = self.assert_problem(answer, 422, "validation")
                self.assertEqual(problem["errors"][0]["pointer"], "?cursor")

    def test_days_are_written_out(self):
        for day in ("20260131", 1769817600, "1769817600", "2026-02-30", "2026-01-31T00:00:00"):
            delivery = {"method": 1, "address": {"street": "Main 1"}, "date": day}
            body = {"lines": [{"product": self.product.id, "quantity": 1}], "delivery": delivery}
            problem = self.assert_problem(self.call("POST", "/orders/quote", body), 422, "validation")
            self.assertEqual([row["pointer"] for row in problem["errors"]], ["/delivery/date"], day)
            self.assertEqual(problem["errors"][0]["code"], "date")

    def test_name_of_a_request_is_visible(self):
        for name in ("", "a b", "a\tb", "имя".encode(), "x" * 256):
            response = self.call("POST", "/orders/quote", self.basket(), headers={"Idempotency-Key": name})
            self.assert_problem(response, 400, "bad_request")

    def test_every_answer_tells_the_version_of_the_api(self):
        dates = {
            self.call("GET", path).headers["Torg-Version"]
            for path in ("/stores", "/openapi.json", "/nothing", "/orders")
        }
        self.assertEqual(dates, {self.call("GET", "/openapi.json").data["info"]["version"]})
