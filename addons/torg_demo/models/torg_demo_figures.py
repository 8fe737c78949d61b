from odoo import api, models

from odoo.addons.torg_stock.tools.figures import Figure

from .torg_demo_products import _get_name

KEEPERS = {"1c": "external", "odoo": "odoo"}


class TorgDemo(models.AbstractModel):
    _inherit = "torg.demo"

    @api.model
    def _load_figures(self):
        """Hand the stores of 1C over to it and let it tell what the table says is left; the history came before."""
        stores = self._get_records("stock.warehouse")
        for row in self._read_table("stores"):
            if KEEPERS[row["keeper"]] == "external" and self._is_new(f"figures_{row['id']}"):
                stores[row["id"]].stock_keeper = "external"
                load = stores[row["id"]]._load_figures(self._get_figures(row["id"], stores[row["id"]]), "full")
                self._remember({f"figures_{row['id']}": load})

    @api.model
    def _get_figures(self, name, store):
        products = self._get_records("product.product")
        return [
            Figure(store.id, products[_get_name("variant", row["article"])].id, on_hand=float(row[name]))
            for row in self._read_table("stock")
        ]
