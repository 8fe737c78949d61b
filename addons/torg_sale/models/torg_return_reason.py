from odoo import fields, models


class TorgReturnReason(models.Model):
    """Why customers bring goods back. Reports count them, so a reason in use is archived, never deleted."""

    _name = "torg.return.reason"
    _description = "Return Reason"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(help="Stable name for the shop's API and 1C.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    _code_unique = models.UniqueIndex("(code) WHERE code IS NOT NULL", "There is already a reason with this code.")
