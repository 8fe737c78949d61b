from odoo import fields, models


class TorgExchangeTopic(models.Model):
    """What messages are about: orders, prices, stock… Declared in data by the addon that owns the facts."""

    _name = "torg.exchange.topic"
    _description = "Exchange topic"
    _order = "sequence, id"

    code = fields.Char(required=True)
    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    channel = fields.Char(
        required=True, default="root.docs", help="Job channel in which incoming messages of this topic are applied."
    )

    _code_unique = models.Constraint("UNIQUE(code)", "There is already a topic with this code.")
