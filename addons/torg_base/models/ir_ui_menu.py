from odoo import models

# Apps that core opens to every employee, and who finds anything of his work in them.
MENUS_OF_FEW = {
    "base.menu_management": "base.group_system",
    "spreadsheet_dashboard.spreadsheet_dashboard_menu_root": "torg_base.group_director",
}


class IrUiMenu(models.Model):
    _inherit = "ir.ui.menu"

    def _load_menus_blacklist(self):
        """Override of base to keep core's list of apps to administrators, and its dashboards to directors as well."""
        user = self.env.user
        foreign = [
            name
            for name, group in MENUS_OF_FEW.items()
            if not (user.has_group(group) or user.has_group("base.group_system"))
        ]
        menus = (self.env.ref(name, raise_if_not_found=False) for name in foreign)
        return super()._load_menus_blacklist() + [menu.id for menu in menus if menu]
