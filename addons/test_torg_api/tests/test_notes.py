from odoo.tests import tagged

from odoo.addons.torg_api.tests.common import ApiCase


@tagged("post_install", "-at_install")
class TestNotes(ApiCase):
    """A resource of another addon is a full member of the API."""

    def write(self, text="Call Anna", **head):
        return self.call("POST", "/notes", {"text": text}, headers=head)

    def test_route_is_served_once_and_with_pages_of_its_models(self):
        first = self.write(**{"Idempotency-Key": "n1"})
        again = self.write(**{"Idempotency-Key": "n1"})
        self.assertEqual((first.status_code, again.content), (201, first.content))
        page = self.call("GET", "/notes?text=anna")
        self.assertEqual([row["text"] for row in page.data["items"]], ["Call Anna"])
        self.assertEqual(self.call("GET", "/notes", headers={"If-None-Match": "*"}).status_code, 304)

    def test_permission_of_the_addon_is_asked_for(self):
        poor = self.make_key("poor", "catalogue")._issue()
        problem = self.assert_problem(self.call("GET", "/notes", secret=poor), 403, "forbidden")
        self.assertEqual(problem["scope"], "notes")
        self.assert_problem(self.call("GET", "/notes", secret=""), 401, "unauthorized")
        rich = self.make_key("rich", "notes")._issue()
        self.assertEqual(self.call("GET", "/notes", secret=rich).status_code, 200)

    def test_wrong_body_names_its_fields(self):
        problem = self.assert_problem(self.call("POST", "/notes", {"text": "", "size": 1}), 422, "validation")
        self.assertEqual(
            [(row["pointer"], row["code"]) for row in problem["errors"]],
            [("/text", "too_short"), ("/size", "unknown_field")],
        )

    def test_notes_of_others_are_not_there(self):
        other = self.env["res.company"].create({"name": "Other company"})
        note = self.env["test.torg.api.note"].create({"text": "Secret", "company_id": other.id})
        self.assert_problem(self.call("GET", f"/notes/{note.id}"), 404, "not_found")
        self.assertEqual(self.call("GET", "/notes").data["items"], [])

    def test_problem_of_the_addon_speaks_the_language_of_the_company_and_has_its_page(self):
        for number in range(3):
            self.assertEqual(self.write(f"Note {number}").status_code, 201)
        problem = self.assert_problem(self.write(), 409, "too_many_notes")
        self.assertEqual(problem["detail"], "There are too many notes")
        self.env.company.partner_id.lang = "ru_RU"
        self.assertEqual(self.write().data["detail"], "Заметок слишком много")
        page = self.url_open("/shop-api/docs/problems/too_many_notes")
        self.assertIn("Держите не больше трёх заметок.", page.text)

    def test_event_of_the_addon_comes_by_the_feed(self):
        feed = self.env["torg.exchange.endpoint"]._get_feed()
        start = self.call("GET", "/changes").data["next_cursor"]
        note = self.write().data["id"]
        while "0 of 0" not in feed._deliver_waiting():
            pass
        rows = self.call("GET", f"/changes?cursor={start}&types=note.created").data["items"]
        self.assertEqual([(row["type"], row["object"], row["id"]) for row in rows], [("note.created", "note", note)])

    def test_everything_is_described(self):
        document = self.call("GET", "/openapi.json", secret="").data
        create = document["paths"]["/notes"]["post"]
        self.assertEqual(create["security"], [{"key": ["notes"]}])
        self.assertEqual(create["description"], "Write a note down.")
        self.assertIn("too_many_notes", create["responses"]["409"]["description"])
        self.assertIn("Notes", [tag["name"] for tag in document["tags"]])
        self.assertLessEqual({"Note", "NewNote", "NotePage"}, document["components"]["schemas"].keys())
        codes = document["components"]["schemas"]["Problem"]["properties"]["code"]["x-extensible-enum"]
        self.assertIn("too_many_notes", codes)
        self.assertIn("`notes`", document["components"]["securitySchemes"]["key"]["description"])
