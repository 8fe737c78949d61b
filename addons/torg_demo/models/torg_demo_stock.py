from odoo import api, models

from odoo.addons.torg_demo.tools import history

from .torg_demo_products import _get_name


class TorgDemo(models.AbstractModel):
    _inherit = "torg.demo"

    @api.model
    def _load_stock(self):
        """What lay in each store before the first demo order: the table says what is left after the delivered ones."""
        stores = self._get_records("stock.warehouse")
        waiting = [name for name in stores if self._is_new(f"stock_{name}")]
        if not waiting:
            return
        products = self._get_records("product.product")
        shipped = history.sum_shipped(self._plan_orders())
        self.env["stock.quant"].create(
            [
                {
                    "product_id": products[_get_name("variant", row["article"])].id,
                    "location_id": stores[store].lot_stock_id.id,
                    "quantity": quantity,
                }
                for row in self._read_table("stock")
                for store in waiting
                if (quantity := float(row[store]) + shipped[store, row["article"]])
            ]
        )
        self._remember({f"stock_{name}": stores[name].lot_stock_id for name in waiting})
