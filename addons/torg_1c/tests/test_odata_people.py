from odoo.tests import tagged

from .odata_common import OdataCase

PEOPLE = "Catalog_КонтактныеЛицаПартнеров"
PHONE, MAIL = "+7 921 555-66-01", "person1@example.com"


@tagged("post_install", "-at_install")
class TestOdataPeople(OdataCase):
    """People of customers that a base tells by OData."""

    def setUp(self):
        super().setUp()
        self.connect()

    def take(self):
        """Read the partners and apply them; return the runs."""
        self.read("partners")
        return self.apply_all()

    def tell(self, **values):
        """Somebody writes down a person of the second customer in 1C."""
        self.row = self.seeds.add_person(self.base, self.export, 1, **values)
        self.take()

    def change(self, **values):
        self.base.put(PEOPLE, values, self.row["Ref_Key"])
        self.take()

    def company(self):
        return self.find("partner", self.export.guid("partner", 1), "")

    def person(self):
        return self.find("partner_person", self.export.guid("partner", 1), self.row["Ref_Key"])

    def find(self, kind, *key):
        found = self.env["torg.exchange.link"]._lookup(self.onec, kind, [key])
        return self.env["res.partner"].browse(found.values())

    def test_person_is_a_contact_of_the_company_by_name_and_post(self):
        self.tell()
        person = self.person()
        self.assertEqual((person.parent_id, person.type), (self.company(), "contact"))
        self.assertEqual((person.name, person.function), ("Анна Петрова", "Закупщик"))
        self.assertEqual((person.phone, person.email), (False, False), "nobody signs in by a number that 1C keeps")
        self.change(Description="Анна Смирнова")
        self.assertEqual((self.person(), person.name), (person, "Анна Смирнова"))

    def test_person_whom_1c_lets_sign_in_is_reached_and_buys_for_the_company(self):
        self.tell(may_sign_in=True)
        self.assertEqual((self.person().phone, self.person().email), (PHONE, MAIL))
        self.assertEqual(self.person()._get_firms(), self.company())

    def test_namesake_who_is_here_already_is_somebody_else(self):
        self.take()
        namesake = self.env["res.partner"].create({"name": "Анна Петрова", "parent_id": self.company().id})
        self.tell()
        self.assertNotEqual(self.person(), namesake)
        self.assertTrue(self.person())

    def test_person_deleted_in_1c_is_archived_and_comes_back(self):
        self.tell(may_sign_in=True)
        person = self.person()
        self.change(DeletionMark=True)
        self.assertEqual((person.active, person.phone), (False, False))
        self.change(DeletionMark=False)
        self.assertEqual((person.active, person.phone), (True, PHONE))

    def test_person_who_was_never_here_and_is_deleted_is_nobody(self):
        self.row = self.seeds.add_person(self.base, self.export, 1)
        self.base.put(PEOPLE, {"DeletionMark": True}, self.row["Ref_Key"])
        self.take()
        self.assertFalse(self.person())

    def test_person_of_a_customer_nobody_knows_waits_for_him(self):
        self.tell()
        [company] = self.company()
        links = self.env["torg.exchange.link"].search([("res_id", "=", company.id), ("res_model", "=", "res.partner")])
        links.unlink()
        self.change(Description="Анна Смирнова")
        parked = self.env["torg.onec.parked"].search([("endpoint_id", "=", self.onec.id)])
        waiting = parked.filtered(lambda row: row.record_kind == "PersonRec")
        self.assertEqual(waiting.waits_id, self.export.guid("partner", 1))
        self.base.put("Catalog_Контрагенты", {"Комментарий": "-"}, self.export.guid("partner", 1))
        self.take()
        self.assertFalse(waiting.exists())
        self.assertEqual(self.person().name, "Анна Смирнова")

    def test_what_people_keep_of_a_partner_they_keep_of_his_people_too(self):
        self.tell()
        self.person().name = "Анна Ивановна"
        names = self.env["ir.model.fields"]._get("res.partner", "name")
        self.env["torg.onec.owner"].create({"endpoint_id": self.onec.id, "field_id": names.id, "keeper": "here"})
        self.change(Description="Анна Смирнова")
        self.assertEqual(self.person().name, "Анна Ивановна")

    def test_second_reading_writes_nothing(self):
        self.tell(may_sign_in=True)
        self.env["torg.onec.memory"].search([]).unlink()
        before = self.person().write_date
        count = self.env["res.partner"].search_count([])
        runs = self.take()
        self.assertEqual((self.person().write_date, self.env["res.partner"].search_count([])), (before, count))
        self.assertFalse(runs.issue_ids)
