import xmlrpc.client
from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import HttpCase, TransactionCase, tagged
from odoo.tools import mute_logger

QUIET = (
    "odoo.addons.base.models.res_users",
    "odoo.addons.rpc.controllers.jsonrpc",
    "odoo.addons.rpc.controllers.xmlrpc",
    "odoo.http",
)
READABLE_BY_ALL = "res.country"  # core lets even a user without groups read it


@tagged("post_install", "-at_install")
class TestServiceUser(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.service_user = cls.env["res.users"]._create_service_user("Shop")

    def test_service_user_has_no_group_and_no_password(self):
        self.assertFalse(self.service_user.all_group_ids)
        self.env.cr.execute("SELECT password FROM res_users WHERE id = %s", [self.service_user.id])
        self.assertEqual(self.env.cr.fetchone(), (None,))

    def test_service_user_never_gets_a_group(self):
        with self.assertRaises(ValidationError):
            self.service_user.group_ids = self.env.ref("base.group_user")

    def test_service_user_never_gets_a_password(self):
        with self.assertRaises(ValidationError):
            self.service_user.password = "secret-secret"

    def test_service_user_reads_nothing_of_trade(self):
        for model in ("sale.order", "sale.order.line", "stock.quant", "stock.picking", "product.product", "res.users"):
            with self.subTest(model=model), self.assertRaises(AccessError):
                self.env[model].with_user(self.service_user).search([])

    def test_two_service_users_may_have_the_same_name(self):
        self.assertNotEqual(self.service_user.login, self.env["res.users"]._create_service_user("Shop").login)


@tagged("post_install", "-at_install")
class TestServiceUserFromOutside(HttpCase):
    """What somebody gets who knows the login, and even a key, of a service user: nothing."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.service_user = cls.env["res.users"]._create_service_user("Shop")
        cls.key = cls._create_key(cls.service_user)

    @classmethod
    def _create_key(cls, user):
        expires = fields.Datetime.now() + timedelta(days=1)
        return cls.env(user=user, su=True)["res.users.apikeys"]._generate(None, "key", expires)

    def _json2(self, key):
        return self.url_open(
            f"/json/2/{READABLE_BY_ALL}/search_count",
            json={"domain": []},
            headers={"Authorization": f"Bearer {key}", "X-Odoo-Database": self.env.cr.dbname},
        )

    @mute_logger(*QUIET)
    def test_bearer_key_of_a_service_user_is_invalid(self):
        self.assertEqual(self._json2(self.key).status_code, 401)
        admin_key = self._create_key(self.env.ref("base.user_admin"))
        self.assertEqual(self._json2(admin_key).status_code, 200, "the route itself works")

    @mute_logger(*QUIET)
    def test_web_login_is_refused(self):
        for password in (self.key, "", self.service_user.login):
            answer = self.url_open(
                "/web/session/authenticate",
                json={
                    "params": {"db": self.env.cr.dbname, "login": self.service_user.login, "password": password},
                },
            ).json()
            self.assertEqual(answer["error"]["data"]["name"], "odoo.exceptions.AccessDenied")

    @mute_logger(*QUIET)
    def test_xmlrpc_is_refused(self):
        db = self.env.cr.dbname
        self.assertFalse(self.xmlrpc_common.authenticate(db, self.service_user.login, self.key, {}))
        with self.assertRaises(xmlrpc.client.Fault) as refused:
            self.xmlrpc_object.execute_kw(db, self.service_user.id, self.key, READABLE_BY_ALL, "search_count", [[]])
        self.assertIn("Access Denied", refused.exception.faultString)

    @mute_logger(*QUIET)
    def test_jsonrpc_is_refused(self):
        args = [self.env.cr.dbname, self.service_user.id, self.key, READABLE_BY_ALL, "search_count", [[]]]
        answer = self.url_open(
            "/jsonrpc", json={"params": {"service": "object", "method": "execute_kw", "args": args}}
        ).json()
        self.assertEqual(answer["error"]["data"]["name"], "odoo.exceptions.AccessDenied")

    @mute_logger(*QUIET)
    def test_web_client_does_not_open(self):
        page = self.url_open("/odoo", headers={"Authorization": f"Bearer {self.key}"}, allow_redirects=False)
        self.assertIn("/web/login", page.headers["Location"])
