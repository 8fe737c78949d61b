from odoo import models


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    """Contacts merged by core's own wizard: 1C's links go over to the contact that stays."""

    _inherit = "base.partner.merge.automatic.wizard"

    def _update_reference_fields(self, src_partners, dst_partner):
        """Override of base to take the links along; they would lead to contacts that are gone."""
        super()._update_reference_fields(src_partners, dst_partner)
        # sudo: links and their log are written by verbs alone
        log = self.env["torg.onec.relink"].sudo()
        note = self.env._("Contacts were merged in Odoo; the other one is deleted.")
        log._follow("res.partner", dict.fromkeys(src_partners.ids, dst_partner.id), note)

    def _merge_bank_accounts(self, src_partners, dst_partner):
        """Override of base: it deletes accounts that both have; their links go to the one that stays."""
        same = {account.sanitized_acc_number: account.id for account in dst_partner.bank_ids}
        gone = {
            account.id: same[account.sanitized_acc_number]
            for account in src_partners.bank_ids
            if account.sanitized_acc_number in same
        }
        super()._merge_bank_accounts(src_partners, dst_partner)
        # sudo: as above
        links = self.env["torg.exchange.link"].sudo()
        for link in links.search([("res_model", "=", "res.partner.bank"), ("res_id", "in", list(gone))]):
            link.write({"res_id": gone[link.res_id], "content_hash": False})
