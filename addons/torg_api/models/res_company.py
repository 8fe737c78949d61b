import secrets

from odoo import api, fields, models

from odoo.addons.torg_api.tools.file_address import is_signed, sign


class ResCompany(models.Model):
    """The secret under the addresses of pictures and documents."""

    _inherit = "res.company"

    shop_file_secret = fields.Char(groups=fields.NO_ACCESS, copy=False, export_string_translation=False)
    shop_file_turn = fields.Integer(
        "Addresses of files revoked", readonly=True, copy=False, help="How many times; each time all become void."
    )

    def init(self):
        """Give companies that were there before the addon a secret each."""
        companies = self.with_context(active_test=False).search([])
        companies.filtered(lambda company: not company.shop_file_secret)._renew_file_secret()

    @api.model_create_multi
    def create(self, vals_list):
        """Override of base to give each company a secret of its own."""
        companies = super().create(vals_list)
        companies._renew_file_secret()
        return companies

    def _renew_file_secret(self):
        for company in self.sudo():  # sudo: the secret is closed to everybody
            company.shop_file_secret = secrets.token_urlsafe(32)

    def _revoke_file_addresses(self):
        """Make all addresses of pictures and documents void; the shop gets new ones with its next reading."""
        for company in self.sudo():  # sudo: whoever may press the button need not be allowed to change the company
            company.shop_file_turn += 1

    def _sign_file(self, kind, number, stamp):
        """Return the signature of an address, see tools/file_address.py."""
        company = self.sudo()  # sudo: the secret is closed to everybody
        return sign(company.shop_file_secret, company.shop_file_turn, company.id, kind, number, stamp)

    def _is_file_signed(self, kind, number, stamp, signature):
        """Return whether an address is ours and not revoked."""
        company = self.sudo()  # sudo: the secret is closed to everybody
        secret, turn = company.shop_file_secret, company.shop_file_turn
        return is_signed(secret, turn, company.id, kind, number, stamp, signature)
