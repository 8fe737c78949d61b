from odoo import models
from odoo.exceptions import UserError


class TorgExchangeRecord(models.AbstractModel):
    """A row of the exchange that tells about a record, `res_model` and `res_id`, and leads to it."""

    _name = "torg.exchange.record"
    _description = "Row about a Record"

    def action_open_record(self):
        """Open the record.

        :raise UserError: it is gone
        """
        self.ensure_one()
        record = self.env[self.res_model].browse(self.res_id).exists() if self.res_model in self.env else False
        if not record:
            raise UserError(self.env._("The record does not exist any more."))
        return record.get_formview_action()
