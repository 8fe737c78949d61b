from odoo import fields, models

KINDS = [
    ("author", "Made it"),
    ("own", "The customer's manager"),
    ("only", "The only one on line"),
    ("least", "Fewest orders in hand"),
    ("longest", "Waited longest"),
    ("taken", "Took it"),
    ("given", "Was given it"),
    ("supervisor", "Nobody opened it"),
]
HANDED_OUT = ("own", "only", "least", "longest")  # by the system: these come back when they are not opened
OUTCOMES = [
    ("waiting", "Not opened yet"),
    ("opened", "Opened"),
    ("unopened", "Not opened in time"),
    ("left", "Left the line"),
    ("returned", "Returned to the queue"),
    ("reassigned", "Given to another"),
]


class TorgOrderAssignment(models.Model):
    """Why an order is with this manager, and what came of it. Written by the verbs of orders, never by hand."""

    _name = "torg.order.assignment"
    _inherit = ["torg.order.row"]
    _description = "Assignment of an Order"
    _order = "id desc"
    _rec_name = "reason"

    order_id = fields.Many2one("sale.order", required=True, readonly=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="order_id.company_id")
    user_id = fields.Many2one("res.users", "Manager", required=True, readonly=True, index=True)
    by_id = fields.Many2one("res.users", "Given by", readonly=True, help="Empty: the system.")
    team_id = fields.Many2one("crm.team", "Team before", readonly=True, help="It comes back with the order.")
    date = fields.Datetime(required=True, readonly=True, default=lambda self: fields.Datetime.now(), index=True)
    kind = fields.Selection(KINDS, "Why", required=True, readonly=True)
    reason = fields.Char("Why this manager", required=True, readonly=True)
    hops = fields.Integer("Returns before", readonly=True)
    outcome = fields.Selection(OUTCOMES, required=True, readonly=True, default="waiting")
    outcome_date = fields.Datetime("When", readonly=True)
    outcome_reason = fields.Char("Why it was given up", readonly=True)

    _waiting_index = models.Index("(user_id) WHERE outcome = 'waiting'")

    def _end(self, outcome, reason=None):
        """Keep what came of these assignments."""
        self.write({"outcome": outcome, "outcome_date": fields.Datetime.now(), "outcome_reason": reason})
