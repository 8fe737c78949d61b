from odoo import models

MODEL = "sale.order"


class TorgExchangeEndpoint(models.Model):
    _inherit = "torg.exchange.endpoint"

    def _prepare_webhook_data(self, messages):
        """Override of torg_exchange to tell what an order looks like: a site need not ask for it again."""
        data = super()._prepare_webhook_data(messages)
        mine = messages.filtered(lambda message: message.res_model == MODEL)
        # sudo: the subscription decides what the site hears, a job has no person
        orders = self.env[MODEL].sudo().browse(mine.mapped("res_id")).exists()
        bodies = orders._prepare_event_bodies()
        for message in mine:
            if message.res_id in bodies:
                stage = orders._get_stage_of_event(message.facts, message.res_id)
                data[message] = {**data.get(message, {}), **bodies[message.res_id], **stage}
        return data
