from odoo import api, fields, models

from ..tools import requisites


class ResBank(models.Model):
    _name = "res.bank"
    _inherit = ["torg.requisite.mixin", "res.bank"]

    corr_account = fields.Char(string="Correspondent account", help="20 digits, kept by the Bank of Russia.")
    use_ru_requisites = fields.Boolean(string="Russian requisites", compute="_compute_use_ru_requisites")

    @api.depends_context("company")
    @api.depends("country")
    def _compute_use_ru_requisites(self):
        for bank in self:
            bank.use_ru_requisites = self._is_russian(bank.country)

    @api.constrains("bic", "corr_account", "country")
    def _check_ru_requisites(self):
        for bank in self.filtered(lambda bank: bank.bic and bank.use_ru_requisites):
            flaw = requisites.find_bic_flaw(bank.bic)
            self._refuse_flaw(self.env._("BIC"), bank.bic, flaw, [requisites.BIC_LENGTH])
            if bank.corr_account:
                flaw = requisites.find_corr_account_flaw(bank.corr_account, bank.bic)
                name = self.env._("Correspondent account")
                self._refuse_flaw(name, bank.corr_account, flaw, [requisites.ACCOUNT_LENGTH])
