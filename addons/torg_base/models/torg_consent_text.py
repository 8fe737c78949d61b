from odoo import api, fields, models
from odoo.exceptions import UserError

from .torg_consent import PURPOSES


class TorgConsentText(models.Model):
    """A version of the text that people agree to. Once somebody has agreed, it never changes: make a new version."""

    _name = "torg.consent.text"
    _description = "Consent Text"
    _order = "purpose desc, id desc"
    _rec_name = "version"

    purpose = fields.Selection(PURPOSES, required=True, default="orders")
    version = fields.Char(required=True, help="As the shop sends it with the consent, such as 2026-01.")
    body = fields.Text("Text", required=True, translate=True)
    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    active = fields.Boolean(default=True)
    consent_ids = fields.One2many("torg.consent", "text_id")
    is_used = fields.Boolean("In Use", compute="_compute_is_used", help="Somebody has agreed to it.")

    _version_uniq = models.Constraint(
        "UNIQUE (company_id, purpose, version)",
        "There is already a text of this version for this purpose.",
    )

    @api.depends("consent_ids")
    def _compute_is_used(self):
        # sudo: the answer is a yes or no, whoever agreed
        used = self.sudo().consent_ids.text_id
        for text in self:
            text.is_used = text in used

    def write(self, vals):
        if vals.keys() & {"purpose", "version", "body", "company_id"} and any(self.mapped("is_used")):
            raise UserError(self.env._("Somebody has agreed to this text: leave it and make a new version."))
        return super().write(vals)

    def copy_data(self, default=None):
        """A copy is the beginning of the next version."""
        vals_list = super().copy_data(default)
        for vals in vals_list:
            vals["version"] = self.env._("%(version)s (new)", version=vals["version"])
        return vals_list

    @api.model
    def _get_text(self, purpose, version=None):
        """Return the text of a version, or the newest one, of the current company; an empty record when none."""
        domain = [("purpose", "=", purpose), ("company_id", "=", self.env.company.id)]
        if version:
            return self.with_context(active_test=False).search([*domain, ("version", "=", version)])
        return self.search(domain, order="id desc", limit=1)
