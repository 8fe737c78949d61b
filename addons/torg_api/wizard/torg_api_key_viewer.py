from odoo import fields, models


class TorgApiKeyViewer(models.TransientModel):
    """A new key, to be copied to the site: it is shown once."""

    _name = "torg.api.key.viewer"
    _description = "New API key"

    key_id = fields.Many2one("torg.api.key", required=True, readonly=True, ondelete="cascade")
    secret = fields.Char("New key", readonly=True, groups="torg_base.group_integration_admin")
    previous_until = fields.Datetime(related="key_id.previous_until")
