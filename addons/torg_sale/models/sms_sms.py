from odoo import models


class SmsSms(models.Model):
    _inherit = "sms.sms"

    def write(self, vals):
        """Override of sms: the order keeps what became of its SMS."""
        res = super().write(vals)
        if vals.get("state") in ("pending", "sent", "error", "canceled"):
            names = dict(self._fields["failure_type"]._description_selection(self.env))
            failed = vals["state"] in ("error", "canceled")
            failure = failed and names.get(vals.get("failure_type"), self.env._("The gateway refused the SMS."))
            # sudo: SMS are sent by whoever runs the queue
            self.env["torg.order.message"].sudo()._on_sms(self, failure)
        return res
