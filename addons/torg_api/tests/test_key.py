from odoo.tests import tagged

from .common import ApiCase


@tagged("post_install", "-at_install")
class TestKey(ApiCase):
    def test_key_is_told_whose_it_is_and_what_it_may_do(self):
        poor = self.make_key("poor", "catalogue", reads_per_second=7)._issue()
        answer = self.call("GET", "/key", secret=poor).data
        self.assertEqual((answer["name"], answer["scopes"], answer["reads_per_second"]), ("poor", ["catalogue"], 7))
        self.assertEqual((answer["company"], answer["expires_at"]), (self.env.company.name, None))

    def test_only_with_a_key_that_reads(self):
        self.assert_problem(self.call("GET", "/key", secret=""), 401, "unauthorized")
        self.assert_problem(self.call("GET", "/key", secret=self.make_key("x", "orders")._issue()), 403, "forbidden")
