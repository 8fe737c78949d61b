from odoo import api, models


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    @api.model
    def _update_foreign_keys(self, src_partners, dst_partner):
        """Override to keep the numbers of the contacts merged away, each once, as extra ones of who stays."""
        # sudo: whoever may merge contacts moves everything that belongs to them.
        known = {row._get_identity() for row in dst_partner.sudo().phone_number_ids}
        numbers_sudo = src_partners.sudo().phone_number_ids  # sudo: the same
        by_identity = numbers_sudo.grouped(lambda row: row._get_identity())
        moved_sudo = numbers_sudo.browse().union(*(rows[:1] for key, rows in by_identity.items() if key not in known))
        (numbers_sudo - moved_sudo).unlink()
        moved_sudo.filtered("is_main").write({"is_main": False})
        src_partners._note_merged_into(dst_partner)
        return super()._update_foreign_keys(src_partners, dst_partner)
