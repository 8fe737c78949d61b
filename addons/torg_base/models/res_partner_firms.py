from odoo import fields, models


class ResPartner(models.Model):
    """Companies in whose name a person buys, and people who buy for a company."""

    _inherit = "res.partner"

    firm_member_ids = fields.One2many("torg.firm.member", "person_id", string="Buys For", copy=False)
    member_ids = fields.One2many("torg.firm.member", "firm_id", string="Buyers", copy=False)

    def _get_firms(self):
        """Return the companies this person buys for: the one he is a contact of, and those that he joined."""
        self.ensure_one()
        own = self.commercial_partner_id.filtered("is_company") - self
        # sudo: who may see the person may know whom he buys for
        return (own | self.sudo().firm_member_ids.firm_id.with_env(self.env)).filtered("active")

    def _get_firm_people(self):
        """Return the people who buy for this company: its contacts, and those who joined it."""
        self.ensure_one()
        contacts = self.child_ids.filtered(lambda child: child.type == "contact" and not child.is_company)
        # sudo: who may see the company may know who buys for it
        return (contacts | self.sudo().member_ids.person_id.with_env(self.env)).filtered("active")

    def _join_firm(self, firm):
        """Let this person buy for the company; who does already goes on to."""
        self.ensure_one()
        if firm not in self._get_firms():
            self.env["torg.firm.member"].create({"person_id": self.id, "firm_id": firm.id})

    def _leave_firm(self, firm):
        """This person does not buy for the company any more; return whether he did by having joined.

        A contact of the company stays one: people decide where somebody works.
        """
        self.ensure_one()
        members = self.firm_member_ids.filtered(lambda member: member.firm_id == firm)
        members.unlink()
        return bool(members)

    def _end_logins(self):
        """Hook: these people may not sign in any more: whatever they are signed in to ends."""

    def _anonymize_related(self):
        """Override: whom a forgotten person bought for is forgotten, too."""
        super()._anonymize_related()
        self.firm_member_ids.unlink()
