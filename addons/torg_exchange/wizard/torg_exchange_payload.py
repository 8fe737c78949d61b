from odoo import fields, models


class TorgExchangePayload(models.TransientModel):
    """The full content of a message, before the eyes of the one who asked for it."""

    _name = "torg.exchange.payload"
    _description = "Full content of a message"

    content = fields.Text(readonly=True)
