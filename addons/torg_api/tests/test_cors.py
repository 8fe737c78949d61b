from unittest.mock import patch

from odoo.tests import tagged

from .shop import ShopCase

SITE = "https://shop.example"


@tagged("post_install", "-at_install")
class TestCors(ShopCase):
    """Pages of a site read whatever the API answers them, its refusals too."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.key.origins = f"{SITE}\nhttp://localhost:3000"

    def ask(self, method, path, body=None, **kwargs):
        return self.call(method, path, body, headers={"Origin": SITE, **kwargs.pop("headers", {})}, **kwargs)

    def assert_readable(self, response, origin=SITE):
        self.assertEqual(response.headers.get("Access-Control-Allow-Origin"), origin, response.text[:300])
        self.assertEqual([part.strip() for part in response.headers["Vary"].split(",")].count("Origin"), 1)
        exposed = response.headers["Access-Control-Expose-Headers"].split(", ")
        self.assertLessEqual({"ETag", "RateLimit", "Retry-After", "Location", "X-Trace-Id"}, set(exposed))

    def preflight(self, path, method, origin=SITE):
        asked = {
            "Origin": origin,
            "Access-Control-Request-Method": method,
            "Access-Control-Request-Headers": "authorization,content-type,idempotency-key,if-match",
        }
        return self.call("OPTIONS", path, secret="", headers=asked)

    def test_preflight_allows_every_method_of_an_address(self):
        for path, methods in (
            ("/orders", {"GET", "POST"}),
            ("/customers/1", {"GET", "PATCH"}),
            ("/customers/1/addresses/1", {"PATCH", "DELETE"}),
            ("/stores/SAD/day-totals/2026-03-02", {"GET", "PUT"}),
            ("/webhooks/1", {"GET", "PATCH", "DELETE"}),
        ):
            for method in methods:
                answer = self.preflight(path, method)
                self.assertEqual((answer.status_code, answer.content), (204, b""))
                self.assertEqual(answer.headers["Access-Control-Allow-Origin"], SITE)
                allowed = set(answer.headers["Access-Control-Allow-Methods"].split(", "))
                self.assertLessEqual(methods, allowed, f"{method} {path}")
                understood = answer.headers["Access-Control-Allow-Headers"].lower().split(", ")
                self.assertLessEqual({"authorization", "content-type", "idempotency-key", "if-match"}, set(understood))

    def test_answers_are_read(self):
        self.assert_readable(self.ask("GET", "/stores"))
        first = self.ask("GET", "/stores")
        again = self.ask("GET", "/stores", headers={"If-None-Match": first.headers["ETag"]})
        self.assertEqual(again.status_code, 304)
        self.assert_readable(again)
        self.assert_readable(self.ask("POST", "/orders", self.basket(customer={"id": self.customer.id})))

    def test_refusals_are_read(self):
        poor = self.make_key("poor", "orders")._issue()
        order = self.browse(self.order())
        for status, code, response in (
            (400, "bad_json", self.ask("POST", "/orders", raw=b"{")),
            (401, "unauthorized", self.ask("GET", "/stores", secret="")),
            (401, "unauthorized", self.ask("GET", "/stores", secret="torg_wrong")),
            (403, "forbidden", self.ask("GET", "/stores", secret=poor)),
            (404, "not_found", self.ask("GET", "/orders/2147483647")),
            (404, "unknown_route", self.ask("GET", "/nothing")),
            (405, "method_not_allowed", self.ask("DELETE", "/stores")),
            (409, "out_of_stock", self.ask("POST", "/orders", self.basket(99, customer={"id": self.customer.id}))),
            (412, "precondition_failed",
             self.ask("POST", f"/orders/{order.id}/cancel", {}, headers={"If-Match": '"old"'})),
            (413, "too_large", self.ask("POST", "/orders", raw=b" " * (1024 * 1024 + 1))),
            (415, "unsupported_media_type", self.ask("POST", "/orders", raw=b"{}", headers={"Content-Type": "a/b"})),
            (422, "validation", self.ask("POST", "/orders", {})),
        ):  # fmt: skip
            with self.subTest(code=code):
                self.assert_problem(response, status, code)
                self.assert_readable(response)

    def test_too_many_requests_are_read_with_their_wait(self):
        self.key.reads_per_second = 1
        answers = [self.ask("GET", "/stores") for _number in range(4)]
        refused = next(answer for answer in answers if answer.status_code == 429)
        self.assert_readable(refused)
        self.assertGreaterEqual(int(refused.headers["Retry-After"]), 1)

    def test_fault_of_ours_is_read(self):
        keys = self.registry["torg.api.key"]
        with (
            patch.object(keys, "_get_shop_stores", side_effect=RuntimeError),
            self.assertLogs("odoo", "ERROR"),
        ):
            response = self.ask("GET", f"/products/{self.product.id}/availability")
        self.assert_problem(response, 500, "internal")
        self.assert_readable(response)

    def test_pages_of_others_read_nothing(self):
        for origin in ("https://evil.example", "https://shop.example.evil", "null", "http://shop.example"):
            for path, secret in (("/stores", None), ("/stores", ""), ("/nothing", None)):
                response = self.call("GET", path, secret=secret, headers={"Origin": origin})
                self.assertNotIn("Access-Control-Allow-Origin", response.headers)
            self.assertNotIn("Access-Control-Allow-Origin", self.preflight("/stores", "GET", origin).headers)

    def test_pages_of_a_site_that_is_taken_off_read_nothing_more(self):
        self.assert_readable(self.ask("GET", "/stores"))
        self.key.origins = False
        self.assertNotIn("Access-Control-Allow-Origin", self.ask("GET", "/stores").headers)

    def test_page_of_a_new_key_is_answered_at_once_and_of_a_deleted_one_no_more(self):
        fresh = "https://fresh.example"
        asked = {"headers": {"Origin": fresh}}
        self.assertNotIn("Access-Control-Allow-Origin", self.call("GET", "/stores", **asked).headers)
        key = self.make_key("fresh", origins=fresh)
        self.assert_readable(self.call("GET", "/stores", **asked), fresh)
        key.unlink()
        self.assertNotIn("Access-Control-Allow-Origin", self.call("GET", "/stores", **asked).headers)

    def test_page_is_answered_while_its_key_works(self):
        self.assert_readable(self.ask("GET", "/stores"))
        self.key.active = False
        self.assertNotIn("Access-Control-Allow-Origin", self.ask("GET", "/stores").headers)
        self.key.active = True
        self.assert_readable(self.ask("GET", "/stores"))
