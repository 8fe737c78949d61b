from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.tests import tagged

from .common import ApiCase


@tagged("post_install", "-at_install")
class TestDoor(ApiCase):
    """Who comes in, and what everybody else is told."""

    def test_without_a_key_there_is_no_way_in(self):
        for headers in (
            {},
            {"Authorization": "Basic YTpi"},
            {"Authorization": "Bearer torg_wrong"},
            {"Authorization": "x"},
        ):
            problem = self.call("GET", "/stores", secret="", headers=headers)
            self.assert_problem(problem, 401, "unauthorized")
            self.assertIn("Bearer", problem.headers["WWW-Authenticate"])

    def test_session_of_a_person_is_no_key(self):
        self.authenticate("admin", "admin")
        self.assert_problem(self.call("GET", "/stores", secret=""), 401, "unauthorized")

    def test_revoked_expired_and_archived_keys_are_refused(self):
        self.key.expires_at = fields.Datetime.now() - timedelta(seconds=1)
        self.assert_problem(self.call("GET", "/stores"), 401, "unauthorized")
        self.key.write({"expires_at": False, "active": False})
        self.assert_problem(self.call("GET", "/stores"), 401, "unauthorized")
        self.key.active = True
        self.assertEqual(self.call("GET", "/stores").status_code, 200)
        self.key.action_revoke()
        self.assert_problem(self.call("GET", "/stores"), 401, "unauthorized")

    def test_old_key_works_for_a_week_after_a_new_one(self):
        new = self.key._issue(days=7)
        self.assertEqual(self.call("GET", "/stores").status_code, 200)
        self.assertEqual(self.call("GET", "/stores", secret=new).status_code, 200)
        self.key.sudo().previous_until = fields.Datetime.now()
        self.assert_problem(self.call("GET", "/stores"), 401, "unauthorized")

    def test_developer_gets_a_key_that_may_everything(self):
        first = self.env["torg.api.key"]._issue_for("localhost")
        second = self.env["torg.api.key"]._issue_for("localhost")
        for secret in (first, second):
            self.assertEqual(self.call("GET", "/stores", secret=secret).status_code, 200)
        self.assertEqual(self.env["torg.api.key"].search_count([("name", "=", "localhost")]), 1)

    def test_key_does_only_what_it_may(self):
        poor = self.make_key("poor", "orders")._issue()
        problem = self.assert_problem(self.call("GET", "/stores", secret=poor), 403, "forbidden")
        self.assertEqual(problem["scope"], "catalogue")

    def test_key_opens_nothing_else_in_odoo(self):
        for path in ("/json/2/res.partner/search_read", "/web/dataset/call_kw/res.partner/search_read"):
            response = self.opener.post(
                self.base_url() + path,
                json={"params": {"model": "res.partner", "method": "search_read", "args": [], "kwargs": {}}},
                headers={"Authorization": f"Bearer {self.secret}"},
                timeout=30,
            )
            self.assertNotIn(self.env.company.name, response.text)
            self.assertTrue(response.status_code >= 400 or "error" in response.json())

    def test_unknown_addresses_and_methods_are_told_apart(self):
        for method in ("GET", "POST", "PUT", "PATCH", "DELETE"):
            self.assert_problem(self.call(method, "/nothing-here"), 404, "unknown_route")
            self.assert_problem(self.call(method, "/shop-api/v2/stores"), 404, "unknown_route")
        for method in ("POST", "PUT", "PATCH", "DELETE"):
            response = self.call(method, "/stores")
            self.assert_problem(response, 405, "method_not_allowed")
            self.assertIn("GET", response.headers["Allow"])

    def test_head_answers_as_get_without_a_body(self):
        response = self.call("HEAD", "/stores")
        self.assertEqual((response.status_code, response.content), (200, b""))

    def test_unknown_parameter_is_refused_by_name(self):
        problem = self.assert_problem(self.call("GET", "/stores?colour=red"), 422, "validation")
        self.assertEqual(
            problem["errors"], [{"pointer": "?colour", "code": "unknown_field", "detail": "There is no such field."}]
        )

    def test_body_where_none_belongs_is_refused(self):
        self.assert_problem(self.call("GET", "/stores", raw=b"{}"), 400, "bad_request")
        response = self.call("GET", "/stores", raw=b"a=1", headers={"Content-Type": "text/plain"})
        self.assert_problem(response, 415, "unsupported_media_type")

    def test_same_answer_is_not_sent_twice(self):
        first = self.call("GET", "/stores")
        again = self.call("GET", "/stores", headers={"If-None-Match": first.headers["ETag"]})
        self.assertEqual((again.status_code, again.content), (304, b""))

    def test_rate_is_told_and_kept(self):
        self.key.reads_per_second = 1
        answers = [self.call("GET", "/stores") for _number in range(4)]
        self.assertEqual([answer.status_code for answer in answers][:2], [200, 200])
        refused = next(answer for answer in answers if answer.status_code == 429)
        self.assert_problem(refused, 429, "rate_limited")
        self.assertGreaterEqual(int(refused.headers["Retry-After"]), 1)
        self.assertEqual(answers[0].headers["RateLimit-Policy"], '"read";q=2;w=2')
        self.assertEqual(answers[0].headers["RateLimit"], '"read";r=1;t=1')
        self.assertEqual(refused.headers["RateLimit"], f'"read";r=0;t={refused.headers["Retry-After"]}')

    def test_use_of_a_key_is_noted(self):
        self.assertFalse(self.key.last_used_at)
        self.call("GET", "/stores")
        self.assertTrue(self.key.last_used_at)
        self.assertEqual(self.key.last_address, "127.0.0.1")

    def test_addresses_of_visitors_are_not_noted(self):
        pages = self.make_key("pages", "catalogue", is_publishable=True)
        self.call("GET", "/stores", secret=pages._issue())
        self.assertTrue(pages.last_used_at)
        self.assertFalse(pages.last_address)

    def test_page_of_a_known_origin_may_call_from_a_browser(self):
        self.key.origins = "https://shop.example\nhttp://localhost:3000"
        asked = {"Origin": "https://shop.example", "Access-Control-Request-Method": "GET",
                 "Access-Control-Request-Headers": "authorization,idempotency-key"}  # fmt: skip
        preflight = self.call("OPTIONS", "/stores", secret="", headers=asked)
        self.assertEqual((preflight.status_code, preflight.content), (204, b""))
        self.assertEqual(preflight.headers["Access-Control-Allow-Origin"], "https://shop.example")
        self.assertIn("Idempotency-Key", preflight.headers["Access-Control-Allow-Headers"])
        answer = self.call("GET", "/stores", headers={"Origin": "https://shop.example"})
        self.assertEqual(answer.headers["Access-Control-Allow-Origin"], "https://shop.example")
        stranger = self.call("GET", "/stores", headers={"Origin": "https://evil.example"})
        self.assertNotIn("Access-Control-Allow-Origin", stranger.headers)

    def test_reads_never_write(self):
        """A replica could serve them: in a read-only transaction nothing is tried again on the primary."""
        keys = self.registry["torg.api.key"]
        self.set_registry_readonly_mode(True)
        with patch.object(keys, "_count", lambda key, opened: None), self.assertNoLogs("odoo.http", "WARNING"):
            self.assertEqual(self.call("GET", "/stores").status_code, 200)
        self.set_registry_readonly_mode(False)

    def test_no_session_is_opened(self):
        self.assertNotIn("session_id", self.call("GET", "/stores").headers.get("Set-Cookie", ""))
