from odoo import fields, models


class TorgStockLoad(models.Model):
    """A load that a run or a whole export fills: open until that ends."""

    _inherit = "torg.stock.load"

    onec_run_id = fields.Many2one("torg.onec.run", readonly=True, ondelete="set null", index="btree_not_null")
    onec_export_id = fields.Many2one("torg.onec.export", readonly=True, ondelete="set null", index="btree_not_null")
