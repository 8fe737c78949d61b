from odoo import api, fields, models
from odoo.exceptions import ValidationError


class TorgFirmMember(models.Model):
    """A person who buys in the name of a company where he is no contact: one person serves many companies so."""

    _name = "torg.firm.member"
    _description = "Buyer of a Company"
    _order = "id"
    _rec_name = "firm_id"

    person_id = fields.Many2one(
        "res.partner", required=True, index=True, ondelete="cascade", domain=[("is_company", "=", False)]
    )
    firm_id = fields.Many2one(
        "res.partner", "Company", required=True, index=True, ondelete="cascade", domain=[("is_company", "=", True)]
    )
    firm_vat = fields.Char(related="firm_id.vat")
    person_phone = fields.Char(related="person_id.phone")
    joined_on = fields.Datetime("Since", default=fields.Datetime.now, readonly=True)

    _pair_unique = models.UniqueIndex("(person_id, firm_id)", "This person buys for this company already.")

    @api.constrains("person_id", "firm_id")
    def _check_kinds(self):
        for member in self:
            if member.person_id.is_company or not member.firm_id.is_company:
                raise ValidationError(self.env._("A person buys for a company, not the other way round."))
