from odoo import fields, models


class TorgPriceRevision(models.Model):
    """A revision that a run receives: one for each kind of prices, open until the run ends."""

    _inherit = "torg.price.revision"

    onec_run_id = fields.Many2one(
        "torg.onec.run", readonly=True, copy=False, ondelete="set null", index="btree_not_null"
    )
