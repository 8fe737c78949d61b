from odoo import api, fields, models

from ..tools import requisites


class ResPartnerBank(models.Model):
    _name = "res.partner.bank"
    _inherit = ["torg.requisite.mixin", "res.partner.bank"]

    bank_corr_account = fields.Char(related="bank_id.corr_account", string="Correspondent account")

    @api.constrains("acc_number", "bank_id")
    def _check_ru_account(self):
        for account in self.filtered(lambda account: account.bank_id.bic and account.bank_id.use_ru_requisites):
            number = account.sanitized_acc_number
            flaw = requisites.find_account_flaw(number, account.bank_id.bic)
            self._refuse_flaw(self.env._("Account"), number, flaw, [requisites.ACCOUNT_LENGTH])
