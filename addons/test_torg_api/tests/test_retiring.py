from odoo.tests import tagged

from odoo.addons.torg_api.tests.common import ApiCase


@tagged("post_install", "-at_install")
class TestRetiring(ApiCase):
    """What will be gone is told in time: in the headers, in the description, in the documentation."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.note = cls.env["test.torg.api.note"].create({"text": "Call Anna"})

    def assert_retires(self, response, since="@1796083200", sunset="Tue, 01 Jun 2027 00:00:00 GMT"):
        """The answer tells of it, and where to read more."""
        self.assertLess(response.status_code, 300, response.text)
        self.assertEqual((response.headers["Deprecation"], response.headers["Sunset"]), (since, sunset))
        self.assertIn("/shop-api/docs/changes", response.headers["Link"])
        self.assertIn('rel="deprecation"', response.headers["Link"])

    def assert_stays(self, response):
        """The answer tells of nothing that retires."""
        self.assertLess(response.status_code, 300, response.text)
        self.assertFalse({"Deprecation", "Sunset"} & set(response.headers))

    def test_operation_tells_with_every_answer(self):
        self.assert_retires(self.call("GET", "/notes/first"))
        self.assert_stays(self.call("GET", "/notes"))

    def test_parameter_and_field_of_a_body_tell_when_they_are_sent(self):
        self.assert_retires(self.call("GET", "/notes?words=anna"))
        self.assert_retires(self.call("POST", "/notes", {"text": "x", "title": "y"}))
        self.assert_stays(self.call("POST", "/notes", {"text": "x"}))

    def test_field_of_an_answer_tells_always(self):
        response = self.call("GET", f"/notes/{self.note.id}")
        self.assert_retires(response, "@1798761600", "Wed, 01 Sep 2027 00:00:00 GMT")

    def test_description_tells_too(self):
        document = self.call("GET", "/openapi.json", secret="").data
        operation = document["paths"]["/notes/first"]["get"]
        told = (operation["deprecated"], operation["x-sunset"], operation["x-instead"])
        self.assertEqual(told, (True, "2027-06-01", "Ask with `text`."))
        self.assertIn("Sunset", operation["responses"]["200"]["headers"])
        field = document["components"]["schemas"]["OldNote"]["properties"]["size"]
        self.assertEqual((field["deprecated"], field["x-sunset"]), (True, "2027-09-01"))
        words = next(row for row in document["paths"]["/notes"]["get"]["parameters"] if row["name"] == "words")
        self.assertTrue(words["schema"]["deprecated"])
        self.assertTrue(words["deprecated"])

    def test_page_of_changes_lists_what_retires(self):
        page = self.url_open("/shop-api/docs/changes")
        self.assertEqual(page.status_code, 200)
        for word in ("GET /notes/first", "2027-06-01", "OldNote.size", "2027-09-01"):
            self.assertIn(word, page.text)
        self.assertEqual(self.url_open("/shop-api/docs").status_code, 200)
