from odoo import api, fields, models


class TorgExchangeEvent(models.Model):
    """A kind of happening outside systems may subscribe to. Declared in data by the addon that emits it."""

    _name = "torg.exchange.event"
    _description = "Exchange event"
    _order = "topic_id, code"

    code = fields.Char(required=True, help="Stable name seen by outside systems, such as order.stage_changed.")
    name = fields.Char(required=True, translate=True)
    description = fields.Text(translate=True)
    topic_id = fields.Many2one("torg.exchange.topic", required=True, ondelete="restrict")
    model = fields.Char(required=True, help="Model whose records the event tells about.")
    replaceable = fields.Boolean(
        default=True,
        help="A newer message of the same record takes the place of an unsent one. Off where every step counts.",
    )

    _code_unique = models.Constraint("UNIQUE(code)", "There is already an event with this code.")

    @api.model_create_multi
    def create(self, vals_list):
        self.env.registry.clear_cache()  # subscriptions are cached by event
        return super().create(vals_list)

    def write(self, vals):
        res = super().write(vals)
        # sudo: streams follow the declaration, whoever loads it
        self.env["torg.exchange.endpoint"].sudo().search([("event_ids", "in", self.ids)])._subscriptions_changed()
        self.env.registry.clear_cache()
        return res
