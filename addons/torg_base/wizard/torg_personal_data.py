import base64

from odoo import api, fields, models

from ..tools.personal_archive import build_archive


class TorgPersonalData(models.TransientModel):
    """The dialog to take out, or to wipe, everything known of a person."""

    _name = "torg.personal.data"
    _description = "Personal Data"

    partner_id = fields.Many2one("res.partner", "Person", required=True, readonly=True)
    line_ids = fields.One2many(
        "torg.personal.data.line", "wizard_id", "Sections", compute="_compute_line_ids", store=True
    )
    blockers = fields.Text(compute="_compute_blockers")
    reason = fields.Char(help="Such as the number and date of the request.")
    archive = fields.Binary(attachment=False, readonly=True)

    @api.depends("partner_id")
    def _compute_line_ids(self):
        for wizard in self:
            # sudo: only the number of rows is shown here, everything itself is in the export, which is logged
            sections = wizard.partner_id.sudo()._get_personal_data()
            wizard.line_ids = [(5,)] + [
                (0, 0, {"title": section["title"], "row_count": len(section["rows"])}) for section in sections
            ]

    @api.depends("partner_id")
    def _compute_blockers(self):
        for wizard in self:
            # sudo: open orders may belong to anybody
            wizard.blockers = "\n".join(wizard.partner_id.sudo()._get_anonymize_blockers())

    def action_export(self):
        """Download the archive with all data of the person."""
        self.ensure_one()
        self.archive = base64.b64encode(build_archive(self.partner_id._export_personal_data()))
        name = f"personal_data_{self.partner_id.id}.zip"
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self._name}/{self.id}/archive?download=true&filename={name}",
            "target": "download",
        }

    def action_anonymize(self):
        """Forget the person for good."""
        self.ensure_one()
        self.partner_id._anonymize(self.reason)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("The person is forgotten; orders and sums are kept."),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }


class TorgPersonalDataLine(models.TransientModel):
    _name = "torg.personal.data.line"
    _description = "Personal Data Section"

    wizard_id = fields.Many2one("torg.personal.data", required=True, ondelete="cascade")
    title = fields.Char("Section")
    row_count = fields.Integer("Records")
