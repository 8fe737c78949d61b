from odoo import api, fields, models
from odoo.exceptions import ValidationError

MONEY = [
    ("any", "Does not matter"),
    ("paid", "Paid in full"),
    ("paid_or_pickup", "Paid in full, or a pickup that is paid in the store"),
]


class TorgOrderRobotRule(models.Model):
    """Which orders go on without a person: all that is asked for must be true. The first rule that agrees moves it."""

    _name = "torg.order.robot.rule"
    _description = "Rule of the Order Robot"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean("On", default=False, help="Try a rule on the past before it is switched on.")
    sequence = fields.Integer(default=10)
    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    currency_id = fields.Many2one(related="company_id.currency_id")
    is_robot_enabled = fields.Boolean(related="company_id.robot_enabled")

    order_type_ids = fields.Many2many("torg.order.type", string="Order types", help="Empty: all.")
    source_ids = fields.Many2many("utm.source", string="Sources", help="Empty: all.")
    takes_typed = fields.Boolean(
        "Also orders typed by people", help="Else only those that came by the site, 1C, the phone or the system."
    )
    minutes = fields.Integer("Wait, minutes", help="After the order came; 0: at once.")
    stage_from_id = fields.Many2one(
        "sale.order.stage",
        "From stage",
        required=True,
        ondelete="restrict",
        default=lambda self: self.env["sale.order.stage"]._get_all()[:1],
    )
    stage_to_id = fields.Many2one("sale.order.stage", "To stage", required=True, ondelete="restrict")

    amount_limit = fields.Monetary("Sum below", help="With taxes, in the company's currency; 0: any sum.")
    money = fields.Selection(MONEY, required=True, default="paid_or_pickup")
    no_comment = fields.Boolean("No comment of the customer", default=True)
    in_stock = fields.Boolean("All goods are in the order's store", default=True)
    completed_orders = fields.Integer(
        "Orders completed before", help="A customer who has completed so many orders at least; 0: anybody."
    )
    no_debt = fields.Boolean("No debt", default=True, help="Nothing of the customer is delivered and not paid.")
    unclaimed_days = fields.Integer(
        "Days without unclaimed orders", help="The customer left no order in the store within so many days; 0: any."
    )
    no_request = fields.Boolean("Not a request without goods", default=True)
    no_duplicate = fields.Boolean("Not like another order", default=True)
    no_price_change = fields.Boolean("Prices have not changed", default=True)
    no_restriction = fields.Boolean("No restrictions of the trade", default=True)

    _figures_positive = models.Constraint(
        "CHECK (minutes >= 0 AND amount_limit >= 0 AND completed_orders >= 0 AND unclaimed_days >= 0)",
        "Minutes, days, sums and numbers of orders are zero or more.",
    )

    @api.constrains("stage_from_id", "stage_to_id")
    def _check_stages(self):
        for rule in self:
            if rule.stage_from_id == rule.stage_to_id:
                raise ValidationError(self.env._("“%(rule)s” leads nowhere: choose another stage.", rule=rule.name))
            if rule.stage_from_id.is_final or rule.stage_to_id.sale_state == "cancel":
                raise ValidationError(self.env._("The robot neither reopens orders nor cancels them."))

    # === ACTIONS === #

    def action_try(self):
        """Show what the rule would have done in the past 90 days."""
        self.ensure_one()
        trial = self.env["torg.order.robot.trial"].create({"rule_id": self.id})
        trial.action_start()
        return trial._get_action()

    def action_open_orders(self):
        """Open the orders that the rule has moved."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Robot: %(rule)s", rule=self.name),
            "res_model": "sale.order",
            "view_mode": "list,form",
            "domain": [("robot_rule_id", "=", self.id)],
        }
