from unittest.mock import patch

from odoo.tests import tagged

from odoo.addons.torg_api.tools.problem import KINDS

from .common import ApiCase


@tagged("post_install", "-at_install")
class TestDocs(ApiCase):
    def test_every_kind_of_problem_has_a_page_with_advice(self):
        for code, kind in KINDS.items():
            page = self.url_open(f"/shop-api/docs/problems/{code}")
            self.assertEqual(page.status_code, 200, code)
            self.assertIn(kind.title, page.text)
            text = page.text.replace("&#34;", '"').replace("<code>", "`").replace("</code>", "`")
            self.assertIn(kind.advice, text)
            self.assertIn(f'"code": "{code}"', text, "an example of the answer")
            self.assertTrue(kind.advice, code)

    def test_page_of_a_problem_names_who_answers_so(self):
        page = self.url_open("/shop-api/docs/problems/out_of_stock").text
        self.assertIn("<code>POST /orders</code>", page)
        self.assertIn("<code>alternatives</code>", page)
        self.assertNotIn("`", page)

    def test_what_the_docs_do_not_have_is_no_page_of_odoo(self):
        for path in ("/problems/none", "/assets/secrets.txt", "/nothing", "/assets/x/y"):
            for headers in ({}, {"Accept": "text/html"}):
                answer = self.call("GET", f"/shop-api/docs{path}", secret="", headers=headers)
                self.assert_problem(answer, 404, "unknown_route")
        self.assert_problem(self.call("POST", "/shop-api/docs", {}), 405, "method_not_allowed")

    def test_fault_of_a_page_is_no_page_of_odoo(self):
        broken = patch.object(self.registry["ir.ui.view"], "_render_template", side_effect=RuntimeError)
        with broken, self.assertLogs("odoo", "ERROR"):
            self.assert_problem(self.call("GET", "/shop-api/docs", secret=""), 500, "internal")

    def test_reader_of_the_description_comes_from_this_server(self):
        page = self.url_open("/shop-api/docs")
        self.assertEqual(page.status_code, 200)
        self.assertNotIn("http", page.text.replace("http-equiv", ""))
        for name in ("swagger-ui-bundle.js", "swagger-ui.css"):
            asset = self.url_open(f"/shop-api/docs/assets/{name}")
            self.assertEqual(asset.status_code, 200)
            self.assertGreater(len(asset.content), 10_000)
