import time

from odoo import models
from odoo.fields import Command

CHUNK = 5  # seconds of a job: so often its progress is seen
BATCH = 200  # orders that are judged together


class TorgOrderRobotTrial(models.Model):
    """The work of a trial: chunks with a stored cursor."""

    _inherit = "torg.order.robot.trial"

    def _work_on(self):
        """Job: judge orders for some seconds, tell how far it is, and see to the rest."""
        self.ensure_one()
        if not self.exists() or self.state != "running":
            return "nothing to do"
        deadline, orders = time.monotonic() + CHUNK, self._find_next()
        while orders:
            self._try_orders(orders)
            orders = self._find_next()
            if time.monotonic() > deadline:
                break
        self._go_on(orders)
        return f"{self.seen_count} of {self.total_count} orders"

    def _go_on(self, rest):
        """Have the rest done by a job, or finish; tell the screen."""
        if rest:
            self.with_delay(description=f"Robot on the past: {self.rule_id.name}")._work_on()
        else:
            self.state = "done"
        self.create_uid._bus_send("torg_sale/mass", {"id": self.id})

    def _find_next(self):
        domain = [*self._get_orders_domain(), ("id", ">", self.cursor)]
        # sudo: figures of all orders of the company, only directors begin a trial
        return self.env["sale.order"].sudo().search(domain, order="id", limit=BATCH)

    def _try_orders(self, orders):
        """Judge these orders as they came and add them to the figures."""
        facts = orders._get_past_robot_facts()
        came = orders.filtered(lambda order: self._came_ready(order, facts[order.id]))
        verdicts = self.rule_id._judge_facts(came, facts)
        approved = came.filtered(lambda order: verdicts[order][0])
        outcomes = approved._get_robot_outcomes()
        wrong = approved.filtered(lambda order: outcomes[order.id][0] == "wrong")
        counted = [outcome for outcome, _words in outcomes.values()]
        self.write(
            {
                "cursor": orders[-1].id,
                "seen_count": self.seen_count + len(orders),
                "came_count": self.came_count + len(came),
                "came_amount": self.came_amount + sum(facts[order.id].amount for order in came),
                "approved_count": self.approved_count + len(approved),
                "approved_amount": self.approved_amount + sum(facts[order.id].amount for order in approved),
                "right_count": self.right_count + counted.count("right"),
                "open_count": self.open_count + counted.count("open"),
                "line_ids": [
                    Command.create(self._prepare_line_vals(order, facts[order.id], outcomes[order.id][1]))
                    for order in wrong
                ],
            }
        )
        orders.invalidate_recordset()  # a year of orders must not stay in memory

    def _came_ready(self, order, facts):
        """Return whether nobody had to make the order: what the shares are counted of."""
        return not facts.is_request and (self.rule_id.takes_typed or not facts.typed)

    def _prepare_line_vals(self, order, facts, reason):
        return {
            "order_id": order.id,
            "order_name": order.name,
            "order_date": order.create_date,
            "amount": facts.amount,
            "reason": reason,
        }
