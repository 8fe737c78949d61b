from odoo import fields, models


class ResUsers(models.Model):
    _inherit = "res.users"

    store_ids = fields.Many2many(
        "stock.warehouse",
        "torg_store_user_rel",
        "user_id",
        "warehouse_id",
        string="Stores",
        help="Stores where this employee works. Store staff see only these.",
    )
