from odoo import api, fields, models


class TestTorgApiNote(models.Model):
    """What a shop writes down."""

    _name = "test.torg.api.note"
    _description = "Note of a shop"

    text = fields.Char(required=True)
    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)

    @api.model_create_multi
    def create(self, vals_list):
        """Override of core to tell those who listen."""
        notes = super().create(vals_list)
        notes._emit_event("note.created")
        return notes
