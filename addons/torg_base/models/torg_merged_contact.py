from odoo import fields, models


class TorgMergedContact(models.Model):
    """Where a contact went that was merged into another one: its old number stands in cabinets and other systems."""

    _name = "torg.merged.contact"
    _description = "Merged Contact"
    _order = "id desc"
    _rec_name = "merged_id"

    merged_id = fields.Integer("Old Number", required=True, readonly=True)
    partner_id = fields.Many2one("res.partner", "Now", required=True, readonly=True, index=True, ondelete="cascade")

    _merged_unique = models.UniqueIndex("(merged_id)")
