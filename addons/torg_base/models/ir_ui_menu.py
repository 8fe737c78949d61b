from odoo import models

# Apps that core opens to every employee and where a courier or a storekeeper finds nothing of his work.
MENUS_OF_ADMINISTRATORS = ("base.menu_management", "spreadsheet_dashboard.spreadsheet_dashboard_menu_root")


class IrUiMenu(models.Model):
    _inherit = "ir.ui.menu"

    def _load_menus_blacklist(self):
        """Override of base to keep the list of apps and core's dashboards to administrators."""
        hidden = super()._load_menus_blacklist()
        if self.env.user.has_group("base.group_system"):
            return hidden
        menus = (self.env.ref(name, raise_if_not_found=False) for name in MENUS_OF_ADMINISTRATORS)
        return hidden + [menu.id for menu in menus if menu]
