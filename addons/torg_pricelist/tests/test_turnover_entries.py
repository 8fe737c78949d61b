import base64
import io

import openpyxl

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.torg_pricelist.tools.price_sheet import write_sheet

from .common_turnover import TurnoverCommon

HEADER = ("Код", "ИНН", "Клиент", "Месяц", "Оборот")


@tagged("post_install", "-at_install")
class TestTurnoverEntries(TurnoverCommon):
    def test_month_loaded_twice_replaces_and_never_doubles(self):
        rows = [(self.shop, self._months_ago(1), 20_000, None), (self.shop, self._months_ago(2), 10_000, None)]
        self.assertEqual(self.Entry._load_turnover(rows, "opening"), {"created": 2, "changed": 0, "same": 0})
        self.assertEqual(self.Entry._load_turnover(rows, "opening"), {"created": 0, "changed": 0, "same": 2})
        self.assertEqual(self._get_percent(), 3.0)
        rows[0] = (self.shop, self._months_ago(1), 19_999.99, None)
        self.assertEqual(self.Entry._load_turnover(rows, "opening"), {"created": 0, "changed": 1, "same": 1})
        self.assertEqual(self._get_percent(), 0.0)

    def test_sources_of_the_same_month_stand_side_by_side(self):
        for source in ("opening", "store"):
            self.Entry._load_turnover([(self.shop, self._months_ago(1), 15_000, None)], source)
        self.assertEqual(self.shop._get_turnover_level().turnover, 30_000)

    def test_turnover_of_a_contact_is_that_of_the_company(self):
        contact = self.env["res.partner"].create({"name": "Buyer", "parent_id": self.shop.id})
        rows = [(contact, self._months_ago(1), 10_000, None), (self.shop, self._months_ago(1), 20_000, None)]
        self.Entry._load_turnover(rows, "opening")
        self.assertEqual(self.shop._get_turnover_level().turnover, 30_000)

    def test_thousand_customers_take_as_many_queries_as_ten(self):
        few, many = (self._load_customers(count) for count in (10, 1000))
        self.assertLess(few, 40)
        # core writes and creates in batches of 100 to 1 000 rows
        self.assertLess(many - few, 40)

    def _load_customers(self, count):
        """Return the number of queries of a refresh after which every customer has got a level."""
        partners = self.env["res.partner"].create([{"name": f"Customer {count} {index}"} for index in range(count)])
        vals = {"amount": 30_000, "date": self.today, "source": "store"}
        self.Entry.sudo().create([{**vals, "partner_id": partner.id} for partner in partners])
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        self.Table._refresh_customers(partners)
        self.env.flush_all()
        spent = self.cr.sql_log_count - before
        self.assertEqual(self.Level.search_count([("partner_id", "in", partners.ids), ("line_id", "!=", False)]), count)
        return spent

    def test_night_goes_over_all_customers_in_chunks(self):
        self.patch(self.env.registry["torg.turnover.table"], "_get_chunk", lambda table: 1)
        for customer in (self.shop, self.passer_by):
            self._buy(customer, 30_000, refresh=False)
        self.Table.with_context(queue_job__no_delay=True)._enqueue_customers(0)
        self.assertEqual((self._get_percent(), self._get_percent(self.passer_by)), (3.0, 3.0))

    # === SPREADSHEET === #

    def _load(self, rows, user=None, **values):
        sheet = base64.b64encode(write_sheet(HEADER, rows, (10, 10, 10, 10, 10)))
        wizard = self.env["torg.turnover.load"].with_user(user or self.director).create({"sheet": sheet, **values})
        wizard.action_load()
        return wizard

    def test_sheet_finds_customers_by_code_inn_and_name(self):
        self.shop.ref = "K-1"
        self.passer_by.vat = "7820505756"
        third = self._create_customer("ООО «Третий»", self.retail)
        rows = [
            ("K-1", "", "", "11.2025", 100),
            ("", "7820505756", "", "ноябрь 2025", "1 200,50"),
            ("", "", "ООО «Третий»", "2025-12", 300),
        ]
        wizard = self._load(rows)
        self.assertEqual((wizard.created_count, wizard.error_count), (3, 0))
        found = {entry.partner_id: (entry.date, entry.amount) for entry in self.Entry.search([])}
        self.assertEqual(found[self.shop], (self._day(2025, 11, 30), 100))
        self.assertEqual(found[self.passer_by], (self._day(2025, 11, 30), 1200.5))
        self.assertEqual(found[third], (self._day(2025, 12, 31), 300))

    def test_bad_rows_come_back_with_reasons_and_good_ones_are_taken(self):
        self.shop.ref = "K-1"
        rows = [
            ("K-1", "", "", "11.2025", 100),
            ("K-1", "", "", "30.11.2025", 100),
            ("K-404", "", "", "11.2025", 100),
            ("K-1", "", "", "когда-то", 100),
            ("K-1", "", "", "12.2025", "много"),
            ("", "", "", "12.2025", 5),
        ]
        wizard = self._load(rows)
        self.assertEqual((wizard.created_count, wizard.error_count), (1, 5))
        sheet = openpyxl.load_workbook(io.BytesIO(base64.b64decode(wizard.errors))).active
        reasons = [row[6] for row in sheet.iter_rows(min_row=2, values_only=True)]
        self.assertEqual(len(set(reasons)), 5)
        self.assertEqual([row[5] for row in sheet.iter_rows(min_row=2, values_only=True)], [3, 4, 5, 6, 7])

    def test_sheet_loaded_twice_changes_nothing(self):
        self.shop.ref = "K-1"
        rows = [("K-1", "", "", "11.2025", 100)]
        self._load(rows)
        wizard = self._load(rows)
        self.assertEqual((wizard.created_count, wizard.same_count), (0, 1))
        self.assertEqual(self.Entry.search_count([]), 1)

    def test_template_can_be_read_back(self):
        wizard = self.env["torg.turnover.load"].with_user(self.director).create({})
        again = self.env["torg.turnover.load"].create({"sheet": wizard.template})
        again.action_load()
        self.assertEqual(again.created_count + again.error_count, 2)

    def test_file_that_is_no_sheet_is_refused_in_words(self):
        for content in (b"hello", write_sheet(("A", "B"), [(1, 2)], (10, 10))):
            wizard = self.env["torg.turnover.load"].create({"sheet": base64.b64encode(content)})
            with self.assertRaises(UserError):
                wizard.action_load()

    def test_only_a_director_loads(self):
        for user in (self.manager, self.supervisor, self.stranger):
            with self.assertRaises(AccessError):
                self._load([("K-1", "", "", "11.2025", 100)], user=user)
