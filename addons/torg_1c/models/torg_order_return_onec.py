from odoo import api, fields, models


class TorgOrderReturn(models.Model):
    """A return that 1C has told and withdrawn since: what became of the goods, a person knows."""

    _inherit = "torg.order.return"

    onec_withdrawn = fields.Boolean("Withdrawn in 1C", compute="_compute_onec_withdrawn", compute_sudo=True)

    @api.depends("order_id.onec_part_ids.returns_withdrawn")
    def _compute_onec_withdrawn(self):
        for back in self:
            told = [key for part in back.order_id.onec_part_ids for key in part.returns_withdrawn or ()]
            back.onec_withdrawn = back.source == "1c" and back.external_id in told
