from odoo import fields, models


class TorgOnecPassword(models.TransientModel):
    """What a person enters in 1C, shown once."""

    _name = "torg.onec.password"
    _description = "Login of 1C"

    endpoint_id = fields.Many2one("torg.exchange.endpoint", required=True, readonly=True, ondelete="cascade")
    address = fields.Char(related="endpoint_id.onec_address")
    login = fields.Char(related="endpoint_id.onec_login", groups="torg_base.group_integration_admin")
    password = fields.Char(readonly=True, groups="torg_base.group_integration_admin")
