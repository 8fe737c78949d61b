from odoo.modules.neutralize import get_neutralization_queries
from odoo.tests import new_test_user, tagged

from .test_personal_data import PersonCommon


@tagged("post_install", "-at_install")
class TestNeutralize(PersonCommon):
    """A test copy of the base shows no customer, yet is the same base otherwise."""

    def _neutralize(self):
        self.cr.flush()
        for query in get_neutralization_queries(["torg_base"]):
            self.cr.execute(query)
        self.env.invalidate_all()

    def test_copy_names_no_customer(self):
        self._deliver()
        new_test_user(self.env, "fevronia.z@example.com", groups="base.group_portal", partner_id=self.person.id)
        self.assertTrue(self._find_traces())
        self._neutralize()
        self.assertEqual(self._find_traces(), [])

    def test_masked_contact_looks_like_a_contact(self):
        self._neutralize()
        person = self.person
        self.assertEqual(person.name, f"Клиент {person.id}")
        self.assertEqual(person.complete_name, person.name)
        self.assertEqual(person.email_normalized, f"customer{person.id}@example.com")
        self.assertRegex(person.phone, r"^\+7900\d{7}$")
        self.assertFalse(self.address.phone, "what was empty stays empty")

    def test_masked_contact_is_found_by_the_masked_number(self):
        self.person.phone = "+7 926 555-01-42, 8 (926) 555-01-43"
        self._neutralize()
        rows = self.person.phone_number_ids
        self.assertEqual(rows.mapped("is_main"), [True, False])
        self.assertEqual(rows[0].number, self.person.phone)
        self.assertEqual(self.env["torg.phone.number"]._find_partners(rows[1].number), self.person)
        self.person._sync_phone_numbers()
        self.assertEqual(self.person.phone_number_ids, rows, "the rows agree with the Phone field")

    def test_masking_twice_gives_the_same(self):
        self._neutralize()
        before = self.person.read(["name", "phone", "email", "street"])
        self.cr.execute("DROP TABLE torg_masked")
        self._neutralize()
        self.assertEqual(self.person.read(["name", "phone", "email", "street"]), before)

    def test_companies_keep_their_names_but_cannot_be_called(self):
        firm = self.env["res.partner"].create(
            {"name": "ООО «Ромашка»", "is_company": True, "vat": "7707083893", "phone": "+78120000000"}
        )
        buyer = self.env["res.partner"].create({"name": "Покупатель", "parent_id": firm.id})
        self._neutralize()
        self.assertEqual((firm.name, firm.vat), ("ООО «Ромашка»", "7707083893"))
        self.assertTrue(firm.phone.startswith("+7900"))
        self.assertEqual(buyer.complete_name, f"ООО «Ромашка», Клиент {buyer.id}")

    def test_employees_and_the_company_itself_stay(self):
        company = self.env.company
        company.write({"phone": "+78121112233", "name": "Ладога"})
        self.manager.partner_id.phone = "+79001110000"
        self._neutralize()
        self.assertEqual((company.name, company.phone), ("Ладога", "+78121112233"))
        self.assertEqual((self.manager.login, self.manager.phone), ("torg_manager", "+79001110000"))

    def test_orders_and_sums_stay(self):
        self._deliver()
        before = self.order.read(["name", "amount_total", "state", "partner_id"])[0]
        self._neutralize()
        after = self.order.read(["name", "amount_total", "state", "partner_id"])[0]
        self.assertEqual({**before, "partner_id": self.person.id}, {**after, "partner_id": after["partner_id"][0]})
