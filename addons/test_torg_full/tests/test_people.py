from lxml import etree

from odoo.tests import tagged

from .common import FullCase

ROLES = ("manager", "supervisor", "director", "store_staff", "courier", "integration_admin")
EVERYBODY = (*ROLES, "stranger", "service_user")

# Who reads the records of which addon at all; which of them, each addon proves by itself.
READERS = {
    "sale.order": {"manager", "supervisor", "director"},
    "torg.order.payment": {"manager", "supervisor", "director"},
    "torg.price.revision": {"manager", "supervisor", "director"},
    "torg.exchange.message": {"integration_admin"},
    "torg.onec.run": {"integration_admin"},
    "torg.onec.refusal": {"integration_admin"},
    "torg.api.key": {"integration_admin"},
    "torg.webhook": {"integration_admin"},
}


@tagged("post_install", "-at_install")
class TestPeople(FullCase):
    """What each role meets when all addons are installed together."""

    def test_every_screen_in_the_menu_of_a_role_opens_for_it(self):
        for role in ROLES:
            for menu in self.find_menus(role):
                with self.subTest(role=role, menu=menu.complete_name):
                    self.open(menu.action, getattr(self, role))

    def find_menus(self, role):
        """Menus of the suite that the role sees and that lead to a list, a board or a form."""
        user = getattr(self, role)
        shown = self.env["ir.ui.menu"].with_user(user).load_menus(False)
        menus = self.env["ir.ui.menu"].browse(key for key in shown if key != "root")
        root = self.env.ref("torg_base.menu_root")
        found = menus.filtered(lambda menu: menu.parent_path.startswith(root.parent_path))
        self.assertTrue(found, role)
        return found.filtered(lambda menu: menu.action and menu.action._name == "ir.actions.act_window")

    def open(self, action, user):
        """Do what the web client does: read the action, ask for the views, then for the first rows."""
        told = self.env["ir.actions.actions"].with_user(user)._for_xml_id(action.xml_id)
        model = self.env[told["res_model"]].with_user(user)
        arches = model.get_views([*told["views"], (action.search_view_id.id, "search")])["views"]
        kind = told["views"][0][1]
        if kind == "form":
            model.default_get(list(model.fields_get()))
        if kind in ("list", "kanban"):
            names = self.read_names(arches[kind]["arch"])
            model.web_search_read([], {name: {} for name in names}, limit=3)

    def read_names(self, arch):
        """Names of the fields of a view, without those of lists inside of it."""
        return {node.get("name") for node in etree.fromstring(arch).iter("field") if not node.xpath("ancestor::field")}

    def test_each_addon_shows_its_records_to_its_people_alone(self):
        for model, readers in READERS.items():
            for name in EVERYBODY:
                with self.subTest(model=model, name=name):
                    records = self.env[model].with_user(getattr(self, name))
                    self.assertEqual(records.has_access("read"), name in readers)
