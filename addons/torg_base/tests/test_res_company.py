from psycopg2 import IntegrityError

from odoo.tests import Form, TransactionCase, tagged
from odoo.tools import mute_logger


@tagged("post_install", "-at_install")
class TestResCompany(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env.ref("base.main_company")
        cls.root = cls.env.ref("base.user_root")

    def test_scheduled_work_follows_the_clock_of_the_main_company(self):
        self.company.trade_tz = "Asia/Vladivostok"
        self.assertEqual(self.root.tz, "Asia/Vladivostok")

    def test_other_companies_do_not_move_scheduled_work(self):
        self.company.trade_tz = "Europe/Moscow"
        self.env["res.company"].create({"name": "Far east branch", "trade_tz": "Asia/Vladivostok"})
        self.assertEqual(self.root.tz, "Europe/Moscow")

    def test_new_company_keeps_its_books_in_1c_and_leaves_the_line_after_a_quarter_of_an_hour(self):
        company = self.env["res.company"].create({"name": "Branch"})
        self.assertFalse(company.accounting_in_odoo)
        self.assertEqual(company.shift_auto_off_minutes, 15)

    @mute_logger("odoo.sql_db")
    def test_minutes_until_off_line_are_not_negative(self):
        with self.assertRaises(IntegrityError):
            self.company.shift_auto_off_minutes = -1
            self.company.flush_recordset()

    def test_settings_write_to_the_company(self):
        with Form(self.env["res.config.settings"]) as form:
            form.accounting_in_odoo = True
            form.shift_auto_off_minutes = 30
            form.trade_tz = "Asia/Omsk"
        form.record.execute()
        self.assertTrue(self.company.accounting_in_odoo)
        self.assertEqual(self.company.shift_auto_off_minutes, 30)
        self.assertEqual(self.company.trade_tz, "Asia/Omsk")
