from odoo import models

from odoo.addons.torg_sale.tools import robot


class TorgOrderRobotRule(models.Model):
    """The judgement: for all orders at once, with sentences for people."""

    _inherit = "torg.order.robot.rule"

    def _judge(self, orders):
        """Return `{order: (the rule that moves it or none, [sentences why not])}`, in a constant number of queries."""
        return self._judge_facts(orders, orders._get_robot_facts())

    def _judge_facts(self, orders, facts):
        """Return the same for what is known about the orders.

        :param facts: {order id: Facts of tools/robot.py}
        """
        conditions, verdicts = [rule._as_conditions() for rule in self], {}
        for order in orders:
            rule, against = robot.judge(facts[order.id], conditions)
            reasons = [] if rule else self._explain(order, facts[order.id], against)
            verdicts[order] = (self.browse(rule.id if rule else ()), reasons)
        return verdicts

    def _as_conditions(self):
        return robot.Conditions(
            id=self.id,
            stage=self.stage_from_id.id,
            company=self.company_id.id,
            kinds=frozenset(self.order_type_ids.ids),
            sources=frozenset(self.source_ids.ids),
            takes_typed=self.takes_typed,
            minutes=self.minutes,
            limit=self.amount_limit,
            money=self.money,
            no_comment=self.no_comment,
            in_stock=self.in_stock,
            completed=self.completed_orders,
            no_debt=self.no_debt,
            unclaimed_days=self.unclaimed_days,
            no_request=self.no_request,
            no_duplicate=self.no_duplicate,
            no_price_change=self.no_price_change,
            no_restriction=self.no_restriction,
        )

    def _explain(self, order, facts, against):
        """Return sentences why none of these rules moves the order."""
        if not against:
            return [self.env._("No rule is for orders like this one.")]
        return [
            self.env._(
                "“%(rule)s”: %(reasons)s.",
                rule=rule.name,
                reasons="; ".join(rule._get_obstacle(code, order, facts) for code in against[conditions]),
            )
            for conditions in against
            for rule in self.browse(conditions.id)
        ]

    def _get_obstacle(self, code, order, facts):
        """Return the words for what is against an order."""
        currency = self.currency_id
        words = {
            "touched": self.env._("somebody works on the order already"),
            "early": self.env._("%(minutes)s min have not passed yet", minutes=self.minutes),
            "no_goods": self.env._("there are no goods in it"),
            "request": self.env._("it is a request without goods"),
            "amount": self.env._(
                "the sum of %(amount)s is not below %(limit)s",
                amount=currency.format(facts.amount),
                limit=currency.format(self.amount_limit),
            ),
            "comment": self.env._("the customer has left a comment"),
            "unpaid": self.env._("it is not paid in full"),
            "stock": self.env._("“%(store)s” does not have all goods", store=order.warehouse_id.name),
            "completed": self.env._(
                "the customer has completed %(count)s orders, %(wanted)s are asked for",
                count=facts.completed,
                wanted=self.completed_orders,
            ),
            "debt": self.env._("the customer has not paid for what was delivered"),
            "unclaimed": self.env._("the customer did not come for an order"),
            "duplicate": self.env._("it looks like another order"),
            "price": self.env._("prices have changed"),
            "restricted": "; ".join(sentence.rstrip(".") for sentence in facts.restrictions),
        }
        return words[code]
