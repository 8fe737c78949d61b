from odoo.tests import tagged

from odoo.addons.torg_api.tools.problem import KINDS

from .common import ApiCase


@tagged("post_install", "-at_install")
class TestOpenapi(ApiCase):
    def test_description_is_public_and_names_every_route(self):
        response = self.call("GET", "/openapi.json", secret="")
        self.assertEqual(response.status_code, 200)
        self.assertEqual(response.data["openapi"], "3.1.0")
        stores = response.data["paths"]["/stores"]["get"]
        self.assertEqual(stores["security"], [{"key": ["catalogue"]}, {"customer": []}])
        self.assertEqual([row["name"] for row in stores["parameters"]], ["pickup", "If-None-Match"])

    def test_every_reference_leads_somewhere(self):
        document = self.call("GET", "/openapi.json", secret="").data
        for reference in find_references(document):
            _root, parts, kind, name = reference.split("/")
            self.assertIn(name, document[parts][kind])

    def test_every_problem_has_its_code(self):
        document = self.call("GET", "/openapi.json", secret="").data
        self.assertEqual(
            document["components"]["schemas"]["Problem"]["properties"]["code"]["x-extensible-enum"], sorted(KINDS)
        )


def find_references(value):
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield value["$ref"]
        for part in value.values():
            yield from find_references(part)
    elif isinstance(value, list):
        for part in value:
            yield from find_references(part)
