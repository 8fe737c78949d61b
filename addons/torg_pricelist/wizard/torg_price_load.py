import base64

from odoo import fields, models


class TorgPriceLoad(models.TransientModel):
    """Loads a price sheet into a draft revision."""

    _name = "torg.price.load"
    _description = "Load prices from a spreadsheet"

    revision_id = fields.Many2one("torg.price.revision", required=True, ondelete="cascade")
    sheet = fields.Binary(string="Spreadsheet (XLSX)")
    sheet_name = fields.Char()
    template = fields.Binary(compute="_compute_template")
    template_name = fields.Char(compute="_compute_template")

    def _compute_template(self):
        for wizard in self:
            wizard.template = base64.b64encode(wizard.revision_id._write_sheet_template())
            wizard.template_name = self.env._("Prices.xlsx")

    def action_load(self):
        """Take the file and go back to the revision, where the rows that were not taken can be downloaded."""
        self.ensure_one()
        self.revision_id.check_access("write")
        self.revision_id._load_sheet(base64.b64decode(self.sheet or b""), self.sheet_name)
        return self.revision_id.action_open()
