from odoo import fields, models

FIGURE = "figure"  # kind of what an export names: a product and a store


class TorgStockLoad(models.Model):
    """A load that a run or a whole export fills: open until that ends."""

    _inherit = "torg.stock.load"

    onec_run_id = fields.Many2one("torg.onec.run", readonly=True, ondelete="set null", index="btree_not_null")
    onec_export_id = fields.Many2one("torg.onec.export", readonly=True, ondelete="set null", index="btree_not_null")

    def _get_told(self):
        """Override of torg_stock: what waited for its goods or its store was told about, too."""
        told = super()._get_told()
        for product_id, store_id in self.onec_export_id._get_seen(FIGURE):
            told.setdefault(store_id, set()).add(product_id)
        return told
