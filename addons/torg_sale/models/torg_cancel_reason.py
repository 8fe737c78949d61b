from odoo import fields, models

from odoo.addons.torg_sale.const import CHANNELS


class TorgCancelReason(models.Model):
    """Why an order did not happen: chosen by whoever cancels it, counted in reports."""

    _name = "torg.cancel.reason"
    _description = "Cancellation Reason"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    channel = fields.Selection(
        CHANNELS, "Of cancellations by", help="Given to orders cancelled by this way when no reason is told."
    )
