from odoo import Command
from odoo.tests import new_test_user, tagged
from odoo.tools import SQL

from odoo.addons.torg_base.models.torg_phone_number import MAX_SHARED

from .test_phone_number import MOBILE, PhoneCase


@tagged("post_install", "-at_install")
class TestPhoneSearch(PhoneCase):
    def test_any_written_form_finds_the_contact(self):
        partner = self.Partner.create({"name": "Пётр", "phone": "8 (916) 123-45-67"})
        for text in ("+79161234567", "89161234567", "9161234567", "8-916-123-45-67", "+7 916 123 45 67 доб. 4"):
            self.assertEqual(self.Number._find_partners(text), partner, text)
        for text in ("", None, "anonymous", "102", "89161234568"):
            self.assertFalse(self.Number._find_partners(text), text)

    def test_extra_number_finds_the_contact(self):
        partner = self.Partner.create({"name": "Пётр", "phone_number_ids": [Command.create({"number": "89161234567"})]})
        self.assertEqual(self.Number._find_partners(MOBILE), partner)

    def test_archived_contact_is_found_only_on_request(self):
        partner = self.Partner.create({"name": "Пётр", "phone": MOBILE, "active": False})
        self.assertFalse(self.Number._find_partners(MOBILE))
        self.assertEqual(self.Number._find_partners(MOBILE, with_archived=True), partner)

    def test_person_goes_before_company(self):
        company, person = self.Partner.create(
            [{"name": "ООО", "is_company": True, "phone": MOBILE}, {"name": "Пётр", "phone": MOBILE}]
        )
        self._order(company, "2026-02-01")
        self.assertEqual(self.Number._find_partners(MOBILE).ids, [person.id, company.id])

    def test_latest_order_goes_before_older_and_none(self):
        silent, old, new = self.Partner.create([{"name": name, "phone": MOBILE} for name in "abc"])
        self._order(old, "2026-01-01")
        self._order(new, "2026-02-01")
        self.assertEqual(self.Number._find_partners(MOBILE).ids, [new.id, old.id, silent.id])

    def test_extension_goes_before_everything(self):
        switchboard, person = self.Partner.create(
            [{"name": "Коммутатор", "phone": "84951234567"}, {"name": "Пётр", "phone": "84951234567 доб. 102"}]
        )
        self._order(switchboard, "2026-02-01")
        found = self.Number._find_partners("+74951234567 доб. 102")
        self.assertEqual(found.ids, [person.id, switchboard.id])
        self.assertEqual(self.Number._find_partners("+74951234567").ids, [switchboard.id, person.id])

    def test_queries_do_not_grow_with_those_who_share_the_number(self):
        self.Partner.create([{"name": str(i), "phone": MOBILE} for i in range(MAX_SHARED + 20)])
        self.Partner.create([{"name": str(i), "phone": "89161234568"} for i in range(2)])
        self.Number._find_partners(MOBILE)
        for number, count in (("89161234568", 2), (MOBILE, MAX_SHARED)):
            self.env.flush_all()
            self.env.invalidate_all()
            with self.assertQueryCount(6):
                self.assertEqual(len(self.Number._find_partners(number)), count)

    def test_search_box_and_dropdown_find_by_number(self):
        partner = self.Partner.create({"name": "Пётр", "phone": "8 (916) 123-45-67"})
        extra = self.Partner.create({"name": "Анна", "phone_number_ids": [Command.create({"number": "84951234567"})]})
        self.assertEqual(self.Partner.search([("display_name", "ilike", "+7 916 1234567")]), partner)
        self.assertEqual(self.Partner.name_search("79161234567"), [(partner.id, "Пётр")])
        self.assertEqual(self.Partner.search([("phone_mobile_search", "ilike", "7 916 123-45-67")]), partner)
        self.assertEqual(self.Partner.search([("phone_mobile_search", "ilike", "7495 1234567")]), extra)
        self.assertIn(partner, self.Partner.search([("phone_mobile_search", "ilike", "123-45")]))
        self.assertNotIn(partner, self.Partner.search([("display_name", "not ilike", "Пётр")]))

    def test_number_does_not_hide_what_its_digits_mean_elsewhere(self):
        person = self.Partner.create({"name": "Пётр", "phone": "+7 770 708-38-93"})
        firm = self.Partner.create({"name": "Банк", "ref": "7707083893"})
        self.assertEqual(self.Partner.search([("display_name", "ilike", "7707083893")]), person | firm)

    def test_client_of_the_portal_searches_without_an_error(self):
        client = new_test_user(self.env, "test_client", groups="base.group_portal")
        self.Partner.create({"name": "Пётр", "phone": MOBILE})
        self.assertFalse(self.Partner.with_user(client).search([("display_name", "ilike", MOBILE)]))

    def test_search_reads_the_index(self):
        self.env.cr.execute(
            """
            WITH contact AS (
                INSERT INTO res_partner (name, complete_name, active, type, partner_share, autopost_bills)
                SELECT 'Клиент ' || n, 'Клиент ' || n, TRUE, 'contact', TRUE, 'ask' FROM generate_series(1, 20000) n
                RETURNING id
            )
            INSERT INTO torg_phone_number (partner_id, number, key, kind, sequence)
            SELECT id, 'x', '+7916' || lpad(id::text, 7, '0'), 'mobile', 10 FROM contact
            """
        )
        self.env.cr.execute("ANALYZE res_partner; ANALYZE torg_phone_number")
        manager = new_test_user(self.env, "test_anna", groups="torg_base.group_manager")
        domain = [("key", "in", [MOBILE]), ("partner_id.active", "=", True)]
        query = self.Number.with_user(manager)._search(domain, order="id desc", limit=100)
        plan = "\n".join(line for (line,) in self.env.execute_query(SQL("EXPLAIN %s", query.select())))
        self.assertIn("torg_phone_number__key_index", plan)
        self.assertNotIn("Seq Scan on torg_phone_number", plan)
        self.assertNotIn("Seq Scan on res_partner", plan)

    def _order(self, partner, date):
        goods = self.env["product.product"].create({"name": "Advice", "type": "service"})
        lines = [Command.create({"product_id": goods.id})]
        order = self.env["sale.order"].create({"partner_id": partner.id, "order_line": lines})
        order.action_confirm()
        order.date_order = f"{date} 10:00:00"
        return order
