from odoo import api, models


class ResPartner(models.Model):
    """Old numbers of contacts lead to who has taken them over."""

    _inherit = "res.partner"

    @api.model
    def _get_survivor(self, number):
        """Return the contact with this number, or the one it was merged into; archived ones too."""
        partner = self.with_context(active_test=False).search([("id", "=", number)])
        # sudo: the answer is a contact, which the caller sees by his own rights
        merged_sudo = self.env["torg.merged.contact"].sudo().search([("merged_id", "=", number)])
        return partner or merged_sudo.partner_id.with_env(partner.env)

    def _note_merged_into(self, survivor):
        """Remember where these contacts go, and take along what each of them has of its own.

        Core moves what points at them row by row: two rows that may not stand side by side are made one before.
        """
        # sudo: whoever may merge contacts moves everything that belongs to them
        self.env["torg.merged.contact"].sudo().create(
            [{"merged_id": partner.id, "partner_id": survivor.id} for partner in self]
        )
        self._keep_firms_for(survivor)
        self._keep_buyers_for(survivor)
        self._keep_consents_for(survivor)

    def _keep_firms_for(self, survivor):
        """A person of two companies, once two contacts, buys for both."""
        known = survivor._get_firms()
        if survivor.is_company:
            return
        for partner in self:
            for firm in partner._get_firms() - known - survivor:
                known |= firm
                # sudo: as above
                partner.sudo().firm_member_ids.filtered(lambda member, firm=firm: member.firm_id == firm).unlink()
                survivor.sudo()._join_firm(firm)  # sudo: as above

    def _keep_buyers_for(self, survivor):
        """Who buys for two companies, once one, buys for it once."""
        # sudo: as above
        known = survivor.sudo().member_ids.person_id | survivor._get_firm_people().sudo()
        for member in self.sudo().member_ids:  # sudo: as above
            if member.person_id in known:
                member.unlink()
            else:
                known |= member.person_id
