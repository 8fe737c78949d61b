from functools import partial

from odoo import models
from odoo.service.model import retrying


class IrCron(models.Model):
    _inherit = "ir.cron"

    def _callback(self, cron_name, server_action_id):
        """Override of base: a scheduled action that met another transaction's change is done again at once, as core
        does with requests: its next turn may be a day away, and nobody has anything to mend."""
        retrying(partial(super()._callback, cron_name, server_action_id), self.env)
