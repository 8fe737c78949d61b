from odoo import fields, models


class TorgOrderJournal(models.Model):
    _inherit = "torg.order.journal"

    was_overdue = fields.Boolean(readonly=True, help="The order left a stage after its time limit.")
