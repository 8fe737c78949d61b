from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .common import ApiCase


@tagged("post_install", "-at_install")
class TestKey(ApiCase):
    def test_key_is_told_whose_it_is_and_what_it_may_do(self):
        poor = self.make_key("poor", "catalogue", reads_per_second=7)._issue()
        answer = self.call("GET", "/key", secret=poor).data
        self.assertEqual((answer["name"], answer["scopes"], answer["reads_per_second"]), ("poor", ["catalogue"], 7))
        self.assertEqual((answer["company"], answer["expires_at"]), (self.env.company.name, None))

    def test_every_key_may_ask_what_it_may_do(self):
        self.assert_problem(self.call("GET", "/key", secret=""), 401, "unauthorized")
        for scope in ("orders", "feed", "bulk"):
            answer = self.call("GET", "/key", secret=self.make_key(scope, scope)._issue())
            self.assertEqual((answer.status_code, answer.data["scopes"]), (200, [scope]), answer.text)
        pages = self.make_key("pages", "login", is_publishable=True)._issue()
        self.assertEqual(self.call("GET", "/key", secret=pages).data["scopes"], ["login"])

    def test_customer_is_told_nothing_of_the_key(self):
        self.env.company.shop_login = True
        customer = self.env["res.partner"].create({"name": "Anna"})
        access = self.env["torg.api.session"]._start(self.key, customer, "", "")[1]
        self.assert_problem(self.call("GET", "/key", secret=access), 403, "forbidden")

    def test_list_tells_how_things_stand_with_each_key(self):
        key = self.make_key("shop")
        self.assertEqual((key.state, key.scope_text), ("none", "Everything"))
        key._issue()
        self.assertEqual(key.state, "works")
        key._issue(days=7)
        self.assertEqual(key.state, "changing")
        key.expires_at = fields.Datetime.now() - timedelta(days=1)
        self.assertEqual(key.state, "expired")
        key.action_revoke()
        self.assertEqual(key.state, "revoked")
        key._issue()
        key.write({"expires_at": False, "active": False})
        self.assertEqual(key.state, "off")
        key.write({"active": True, "reads_only": True, "scope_ids": key.scope_ids[:1].ids})
        self.assertEqual((key.state, key.scope_text), ("works", f"{key.scope_ids.name} – reads only"))

    def test_scope_that_is_gone_is_allowed_no_more(self):
        scope = self.env["torg.api.scope"].create({"code": "trial", "name": "Trial"})
        self.key.scope_ids += scope
        self.assertTrue(self.key._has_scope("trial"))
        scope.unlink()
        self.assertFalse(self.key._has_scope("trial"))
