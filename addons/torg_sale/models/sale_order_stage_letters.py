from odoo import fields, models


class SaleOrderStage(models.Model):
    """What a customer gets when an order comes here, and the switches for it."""

    _inherit = "sale.order.stage"

    sends_letter = fields.Boolean("Send the letter", default=True, help="Off: the letter stays chosen and is not sent.")
    sends_sms = fields.Boolean("Send the SMS", default=True, help="Off: the SMS stays chosen and is not sent.")

    def action_preview_letter(self):
        """Show the letter and the SMS of the stage as a customer gets them."""
        self.ensure_one()
        return self.env["torg.letter.preview"]._open(self.mail_template_id, self.sms_template_id, self)

    def _get_templates(self):
        """Return `{kind: template}` of what is switched on: kinds are `email` and `sms`."""
        self.ensure_one()
        templates = {
            "email": self.mail_template_id if self.sends_letter else False,
            "sms": self.sms_template_id if self.sends_sms else False,
        }
        return {kind: template for kind, template in templates.items() if template}
