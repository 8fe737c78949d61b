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

    def test_unknown_problem_has_none(self):
        self.assertEqual(self.url_open("/shop-api/docs/problems/none").status_code, 404)

    def test_reader_of_the_description_comes_from_this_server(self):
        page = self.url_open("/shop-api/docs")
        self.assertEqual(page.status_code, 200)
        self.assertNotIn("http", page.text.replace("http-equiv", ""))
        for name in ("swagger-ui-bundle.js", "swagger-ui.css"):
            asset = self.url_open(f"/shop-api/docs/assets/{name}")
            self.assertEqual(asset.status_code, 200)
            self.assertGreater(len(asset.content), 10_000)
        self.assertEqual(self.url_open("/shop-api/docs/assets/secrets.txt").status_code, 404)
