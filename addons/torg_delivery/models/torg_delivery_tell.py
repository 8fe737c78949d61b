from odoo import models


class TorgDelivery(models.Model):
    """What the customer hears of an attempt."""

    _inherit = "torg.delivery"

    def _tell_customer(self, state):
        """Plan the letter and the SMS about this state, once for an attempt."""
        templates = self.env["torg.delivery.letter"]._get_templates(state)
        for delivery in self if templates else ():
            delivery.order_id._plan_messages("delivery", templates, lambda order, row=delivery: f"{row.id}:{state}")
