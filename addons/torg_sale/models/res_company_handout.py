from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    hand_out = fields.Boolean(
        "Hand Out Orders", default=True, help="New orders that nobody made here go to managers on line by themselves."
    )
    open_minutes = fields.Integer(
        "Orders Are Opened within",
        default=5,
        required=True,
        help="Working minutes after which an order that its manager has not opened goes back to the queue; 0: never.",
    )
    escalation_supervisor_minutes = fields.Integer(
        "Supervisor Hears after",
        default=30,
        required=True,
        help="Working minutes after an order's time limit when the supervisor is told; 0: never.",
    )
    escalation_director_minutes = fields.Integer(
        "Director Hears after",
        default=120,
        required=True,
        help="Working minutes after an order's time limit when the directors are told; 0: never.",
    )

    _check_handout_minutes = models.Constraint(
        "CHECK (open_minutes >= 0 AND escalation_supervisor_minutes >= 0 AND escalation_director_minutes >= 0)",
        "Minutes are zero or more.",
    )
