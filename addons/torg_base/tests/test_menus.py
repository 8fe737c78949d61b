from odoo.tests import tagged

from ..models.ir_ui_menu import MENUS_OF_FEW
from .common import RolesCommon


@tagged("post_install", "-at_install")
class TestMenus(RolesCommon):
    """Which of core's apps people of the trade meet."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        menus = [cls.env.ref(name, raise_if_not_found=False) for name in MENUS_OF_FEW]
        cls.menus = cls.env["ir.ui.menu"].concat(*(menu for menu in menus if menu))

    def find_shown(self, user):
        return set(self.env["ir.ui.menu"].with_user(user).load_menus(False)) & set(self.menus.ids)

    def test_apps_and_dashboards_of_core_are_of_no_use_to_people_of_the_trade(self):
        self.menus.group_ids = False  # as core leaves them: for every employee
        for person in (self.courier, self.store_staff, self.manager, self.integration_admin):
            self.assertFalse(self.find_shown(person), person.login)

    def test_the_director_keeps_the_dashboards(self):
        self.menus.group_ids = False
        apps = self.env.ref("base.menu_management")
        self.assertEqual(self.find_shown(self.director), set((self.menus - apps).ids))

    def test_the_administrator_keeps_them(self):
        self.menus.group_ids = False
        self.assertEqual(self.find_shown(self.env.ref("base.user_admin")), set(self.menus.ids))

    def test_people_keep_the_menu_of_the_trade(self):
        shown = self.env["ir.ui.menu"].with_user(self.courier).load_menus(False)
        self.assertIn(self.env.ref("torg_base.menu_root").id, shown)
