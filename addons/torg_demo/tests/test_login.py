from odoo import http
from odoo.tests import HttpCase, tagged

from odoo.addons.torg_demo.models.torg_demo_introduction import PARAMETER
from odoo.addons.torg_demo.models.torg_demo_staff import PASSWORD

from .common import read_table

ROOT = "torg_base.menu_root"


@tagged("post_install", "-at_install")
class TestLogin(HttpCase):
    def get_menus(self, login):
        """External ids of the menus that the web client shows to this person."""
        self.authenticate(login, PASSWORD)
        menus = self.url_open("/web/webclient/load_menus").json()
        return {menu["xmlid"] for menu in menus.values() if menu.get("xmlid")}

    def test_everybody_of_the_sales_floor_logs_in_and_finds_the_trade_menu(self):
        for row in read_table("staff"):
            with self.subTest(row["name"]):
                menus = self.get_menus(row["login"])
                if row["role"] in ("director", "supervisor", "manager"):
                    self.assertLessEqual({ROOT, "torg_base.menu_orders", "torg_base.menu_customers"}, menus)
                else:
                    self.assertNotIn("torg_base.menu_orders", menus)
                    self.assertIn("mail.menu_root_discuss", menus)
                self.assertEqual("torg_base.menu_reports" in menus, row["role"] in ("director", "supervisor"))

    def test_a_wrong_password_opens_nothing(self):
        self.authenticate(None, None)
        words = {"login": "anna@ladoga.example", "password": "wrong", "csrf_token": http.Request.csrf_token(self)}
        answer = self.url_open("/web/login", data=words)
        self.assertTrue(answer.url.endswith("/web/login"), answer.url)

    def test_whoever_starts_the_demo_is_told_the_logins(self):
        words = self.env["ir.config_parameter"].get_param(PARAMETER)
        self.assertIn(PASSWORD, words)
        for row in read_table("staff"):
            self.assertIn(row["login"], words)

    def test_a_manager_walks_through_orders_goods_and_customers(self):
        self.start_tour("/odoo", "torg_demo_manager_walk", login="anna@ladoga.example", timeout=180)
