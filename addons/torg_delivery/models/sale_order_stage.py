from odoo import api, fields, models


class SaleOrderStage(models.Model):
    """The stage that orders come to with their couriers."""

    _inherit = "sale.order.stage"

    entry_event = fields.Selection(selection_add=[("handed", "The goods are handed to a courier")])

    @api.model
    def _come_when_handed(self):
        """Let the shipped stage «In delivery» follow the couriers, unless it follows something else already."""
        stage = self.env.ref("torg_sale.sale_order_stage_in_delivery", raise_if_not_found=False)
        if stage and not stage.entry_event:
            stage.entry_event = "handed"
