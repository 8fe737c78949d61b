import json

from odoo.tests import HttpCase

from odoo.addons.torg_api.tools.promise import BASE


class ApiCase(HttpCase):
    """A shop with a key that may do everything, and ways to call the API as it does."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.set_registry_readonly_mode(False)  # the counter's cursor cannot be opened inside a read-only test cursor
        cls.addClassCleanup(cls.set_registry_readonly_mode, True)
        cls.env.company.partner_id.lang = "en_US"
        cls.key = cls.make_key("shop.example")
        cls.secret = cls.key._issue()

    @classmethod
    def make_key(cls, name, *scopes, **vals):
        """A key with these permissions, all of them unless told."""
        domain = [("code", "in", scopes)] if scopes else []
        found = cls.env["torg.api.scope"].search(domain)
        return cls.env["torg.api.key"].create({"name": name, "scope_ids": found.ids, **vals})

    def call(self, method, path, body=None, secret=None, headers=None, raw=None):
        """Call the API; `secret=""` goes without a key. The answer's JSON is in `.data`."""
        self.env.flush_all()
        secret = self.secret if secret is None else secret
        head = {"Authorization": f"Bearer {secret}"} if secret else {}
        data = raw if raw is not None else None if body is None else json.dumps(body).encode()
        if data is not None:
            head["Content-Type"] = "application/json"
        url = self.base_url() + (path if path.startswith("/shop-api") else BASE + path)
        response = self.opener.request(
            method, url, data=data, headers=head | (headers or {}), timeout=30, allow_redirects=False
        )
        is_json = response.headers.get("Content-Type", "").split(";")[0].endswith(("/json", "+json"))
        response.data = response.json() if response.content and is_json else None
        self.env.invalidate_all()
        return response

    def assert_problem(self, response, status, code):
        """The answer is a problem of our shape; return it."""
        self.assertEqual(response.status_code, status, response.text[:500])
        self.assertEqual(response.headers["Content-Type"], "application/problem+json")
        self.assertEqual((response.data["status"], response.data["code"]), (status, code), response.text)
        self.assertTrue(response.data["type"].endswith(f"/shop-api/docs/problems/{code}"))
        self.assertEqual(response.data["trace_id"], response.headers["X-Trace-Id"])
        self.assertNotIn("Traceback", response.text)
        return response.data
