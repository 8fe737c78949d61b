from datetime import timedelta
from xmlrpc.client import Fault, ServerProxy

from odoo import fields
from odoo.tests import get_db_name, new_test_user, tagged
from odoo.tools import mute_logger

from .common import ApiCase

# They warn of being old, and of every refusal.
LOGGERS = ("odoo.http", "odoo.addons.rpc.controllers.jsonrpc", "odoo.addons.rpc.controllers.xmlrpc")
ASKED = {"domain": [], "fields": ["name"], "limit": 1}


@tagged("post_install", "-at_install")
class TestKeyElsewhere(ApiCase):
    """A key of a shop opens the shop API and nothing else; a key of Odoo opens everything but that.

    Each way is tried with a key of an administrator, too: a door that is always shut would prove nothing.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.admin = new_test_user(
            cls.env, "json2_admin", "base.group_user,base.group_system,base.group_partner_manager"
        )
        keys = cls.env["res.users.apikeys"].with_user(cls.admin)
        cls.odoo_key = keys._generate("rpc", "json2", fields.Datetime.now() + timedelta(days=1))
        cls.service = cls.key.sudo().user_id

    def post(self, path, body, secret=""):
        """Post JSON with a key in the header, without a session."""
        head = {"Authorization": f"Bearer {secret}"} if secret else {}
        self.opener.cookies.clear()
        return self.opener.post(self.base_url() + path, json=body, headers=head, timeout=30, allow_redirects=False)

    def test_json2_is_for_keys_of_odoo(self):
        good = self.post("/json/2/res.partner/search_read", ASKED, self.odoo_key)
        self.assertEqual(good.status_code, 200, good.text)
        for model, method in (("res.partner", "search_read"), ("res.users", "context_get"), ("torg.api.key", "read")):
            refused = self.post(f"/json/2/{model}/{method}", {}, self.secret)
            self.assertEqual(refused.status_code, 401, refused.text)

    def test_shop_api_is_for_keys_of_shops(self):
        self.assertEqual(self.call("GET", "/stores").status_code, 200)
        self.assert_problem(self.call("GET", "/stores", secret=self.odoo_key), 401, "unauthorized")

    def test_web_does_not_know_the_key(self):
        asked = {"params": {"model": "res.partner", "method": "search_read", "args": [[]], "kwargs": {}}}
        refused = self.post("/web/dataset/call_kw/res.partner/search_read", asked, self.secret).json()
        self.assertEqual(refused["error"]["data"]["name"], "odoo.http.SessionExpiredException")
        head = {"Authorization": f"Bearer {self.secret}"}
        for path in ("/odoo", "/web", "/my", "/web/session/account"):
            page = self.opener.get(self.base_url() + path, headers=head, timeout=30, allow_redirects=False)
            self.assertIn(page.status_code, (303, 404, 415), path)

    @mute_logger(*LOGGERS)
    def test_key_is_no_password_of_its_user(self):
        for login, password, opens in (
            (self.admin.login, self.admin.login, True),
            (self.service.login, self.secret, False),
            (self.key.name, self.secret, False),
        ):
            asked = {"params": {"db": get_db_name(), "login": login, "password": password}}
            answer = self.post("/web/session/authenticate", asked).json()
            self.assertEqual("result" in answer, opens, answer)

    @mute_logger(*LOGGERS)
    def test_jsonrpc_does_not_know_the_key(self):
        for user, secret, opens in ((self.admin, self.odoo_key, True), (self.service, self.secret, False)):
            login = {"service": "common", "method": "login", "args": [get_db_name(), user.login, secret]}
            self.assertEqual(self._rpc(login).get("result") == user.id, opens)
            args = [get_db_name(), user.id, secret, "res.partner", "search_read", [[], ["name"]], {"limit": 1}]
            answer = self._rpc({"service": "object", "method": "execute_kw", "args": args})
            self.assertEqual("result" in answer, opens, answer)

    @mute_logger(*LOGGERS)
    def test_xmlrpc_does_not_know_the_key(self):
        with self.allow_requests(all_requests=True):
            common = ServerProxy(f"{self.base_url()}/xmlrpc/2/common")
            models = ServerProxy(f"{self.base_url()}/xmlrpc/2/object")
            asked = ("res.partner", "search_read", [[], ["name"]], {"limit": 1})
            self.assertEqual(common.authenticate(get_db_name(), self.admin.login, self.odoo_key, {}), self.admin.id)
            self.assertTrue(models.execute_kw(get_db_name(), self.admin.id, self.odoo_key, *asked))
            self.assertFalse(common.authenticate(get_db_name(), self.service.login, self.secret, {}))
            with self.assertRaises(Fault):
                models.execute_kw(get_db_name(), self.service.id, self.secret, *asked)

    def _rpc(self, params):
        return self.post("/jsonrpc", {"jsonrpc": "2.0", "method": "call", "params": params}).json()
