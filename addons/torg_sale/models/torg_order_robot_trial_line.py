from odoo import fields, models


class TorgOrderRobotTrialLine(models.Model):
    """An order that the rule would have moved, and people had to put right."""

    _name = "torg.order.robot.trial.line"
    _inherit = ["torg.order.row"]
    _description = "Wrong Order of a Trial"
    _order = "order_id desc, id"
    _rec_name = "order_name"

    trial_id = fields.Many2one("torg.order.robot.trial", required=True, readonly=True, index=True, ondelete="cascade")
    order_id = fields.Many2one("sale.order", required=True, readonly=True, index=True, ondelete="cascade")
    order_name = fields.Char("Number", readonly=True)
    order_date = fields.Datetime("Came", readonly=True)
    currency_id = fields.Many2one(related="trial_id.currency_id")
    amount = fields.Monetary("Sum", readonly=True)
    reason = fields.Char("Why", readonly=True)
