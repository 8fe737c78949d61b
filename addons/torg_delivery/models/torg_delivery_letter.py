from odoo import api, fields, models

from odoo.addons.torg_delivery.models.torg_delivery import STATES

TOLD = ("handed", "on_way", "delivered", "refused")


class TorgDeliveryLetter(models.Model):
    """What a customer gets when a delivery comes to a state, and the switches for it."""

    _name = "torg.delivery.letter"
    _description = "Letter about a Delivery"
    _rec_name = "state"

    state = fields.Selection([row for row in STATES if row[0] in TOLD], "When", required=True, readonly=True)
    mail_template_id = fields.Many2one(
        "mail.template", "Letter", domain="[('model', '=', 'sale.order')]", ondelete="set null"
    )
    sms_template_id = fields.Many2one(
        "sms.template", "SMS", domain="[('model', '=', 'sale.order')]", ondelete="set null"
    )
    sends_letter = fields.Boolean("Send the letter", default=True, help="Off: the letter stays chosen and is not sent.")
    sends_sms = fields.Boolean("Send the SMS", default=True, help="Off: the SMS stays chosen and is not sent.")

    _state_unique = models.Constraint("UNIQUE(state)", "There is a row for this state already.")

    def action_preview_letter(self):
        """Show the letter and the SMS as a customer gets them."""
        self.ensure_one()
        return self.env["torg.letter.preview"]._open(self.mail_template_id, self.sms_template_id)

    @api.model
    def _get_templates(self, state):
        """Return `{kind: template}` of what is switched on for a state: kinds are `email` and `sms`."""
        # sudo: whoever brings an order reads no templates
        letter_sudo = self.sudo().search([("state", "=", state)], limit=1)
        templates = {
            "email": letter_sudo.mail_template_id if letter_sudo.sends_letter else False,
            "sms": letter_sudo.sms_template_id if letter_sudo.sends_sms else False,
        }
        return {kind: template for kind, template in templates.items() if template}
