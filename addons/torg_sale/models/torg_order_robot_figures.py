from collections import Counter

from odoo import fields, models

from odoo.addons.torg_sale.models.sale_order_robot_facts import TYPED
from odoo.addons.torg_sale.tools.robot import share

DAYS = 90


class TorgOrderRobotRule(models.Model):
    """How the rule works in life: its orders of the past 90 days."""

    _inherit = "torg.order.robot.rule"

    moved_count = fields.Integer("Moved", compute="_compute_figures", help="In the past 90 days.")
    moved_amount = fields.Monetary("Sum moved", compute="_compute_figures", help="In the past 90 days.")
    completed_count = fields.Integer("Completed as they came", compute="_compute_figures")
    cancelled_count = fields.Integer("Cancelled", compute="_compute_figures")
    changed_count = fields.Integer("Changed by people", compute="_compute_figures")
    over_count = fields.Integer("Over", compute="_compute_figures", help="What the precision is counted of.")
    live_share = fields.Float(
        "Share of orders", compute="_compute_figures", help="Of all orders that came ready-made in the past 90 days."
    )
    live_precision = fields.Float(
        "Precision",
        compute="_compute_figures",
        help="Of those moved that are over: completed without a person changing goods, sum or store, not cancelled.",
    )

    def _compute_figures(self):
        since = fields.Datetime.subtract(fields.Datetime.now(), days=DAYS)
        # sudo: figures of the whole company, whoever of its leaders reads them
        orders_sudo = (
            self.env["sale.order"].sudo().search([("robot_rule_id", "in", self.ids), ("robot_date", ">=", since)])
        )
        outcomes, came = orders_sudo._get_robot_outcomes(), self._count_orders_that_came(since)
        by_rule = orders_sudo.grouped("robot_rule_id")
        for rule in self:
            orders = by_rule.get(rule._origin, orders_sudo.browse())
            counts = Counter(outcomes[order.id][0] for order in orders)
            rule.moved_count = len(orders)
            rule.moved_amount = sum(order._to_company_currency(order.amount_total) for order in orders)
            rule.completed_count = counts["right"]
            rule.cancelled_count = sum(order.state == "cancel" for order in orders)
            rule.changed_count = counts["wrong"] - rule.cancelled_count
            rule.live_share = share(len(orders), came.get(rule.company_id, 0))
            rule.over_count = counts["right"] + counts["wrong"]
            rule.live_precision = share(counts["right"], rule.over_count)

    def _count_orders_that_came(self, since):
        """Return `{company: how many orders came ready-made}`: not typed by people, not requests."""
        rows = (
            self.env["torg.order.journal"]
            .sudo()  # sudo: see above
            ._read_group(
                [
                    ("kind", "=", "created"),
                    ("channel", "!=", TYPED),
                    ("date", ">=", since),
                    ("order_id.request_date", "=", False),
                    ("order_id.company_id", "in", self.company_id.ids),
                ],
                ["order_id"],
            )
        )
        return Counter(order.company_id for [order] in rows)
