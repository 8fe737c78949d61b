from odoo import fields, models


class ResPartner(models.Model):
    """Money facts of the card: the average bill, debts, returns. Of all the customer's orders, as sums only."""

    _inherit = "res.partner"

    def _get_customer_card_facts(self):
        """Override of torg_base to tell the average bill, what is owed and what came back."""
        facts = super()._get_customer_card_facts()
        if not self.env["sale.order"].has_access("read"):
            return facts
        money = [self._prepare_bill_fact(), self._prepare_debt_fact(), self._prepare_returns_fact()]
        return [*facts, *filter(None, money)]

    def _sum_orders(self, domain, *names):
        """Return the number of the customer's orders and sums of these fields in the company's currency."""
        currency, today = self.env.company.currency_id, fields.Date.context_today(self)
        # sudo: sums, not the orders of colleagues
        Order_sudo = self.env["sale.order"].sudo()
        rows = Order_sudo._read_group(
            [*self._get_card_orders_domain(), ("state", "=", "sale"), *domain],
            ["currency_id"],
            ["__count", *(f"{name}:sum" for name in names)],
        )
        count, sums = 0, [0.0] * len(names)
        for paid, number, *values in rows:
            count += number
            for position, value in enumerate(values):
                sums[position] += paid._convert(value, currency, self.env.company, today)
        return count, [currency.round(value) for value in sums]

    def _prepare_bill_fact(self):
        count, (total, returned) = self._sum_orders([], "amount_total", "returned_amount")
        value = self.env.company.currency_id.round((total - returned) / count) if count else 0
        return count and self._prepare_money_fact("average_bill", self.env._("Average bill"), value, 32)

    def _prepare_debt_fact(self):
        """What is delivered and not paid."""
        unpaid = [
            ("payment_status", "in", ("none", "partial")),
            ("delivery_status", "in", ("started", "partial", "full")),
        ]
        count, (total, returned, paid) = self._sum_orders(unpaid, "amount_total", "returned_amount", "paid_amount")
        value = total - returned - paid
        if not count or value <= 0:
            return None
        return {**self._prepare_money_fact("debt", self.env._("Owes for delivered goods"), value, 5), "level": "danger"}

    def _prepare_returns_fact(self):
        domain = [(f"order_id.{name}", *rest) for name, *rest in self._get_card_orders_domain()]
        # sudo: sums, not the orders of colleagues
        Return_sudo = self.env["torg.order.return"].sudo()
        [(count, amount)] = Return_sudo._read_group([*domain, ("again", "=", False)], [], ["__count", "amount:sum"])
        if not count:
            return None
        label = self.env._("Returns: %(count)s", count=count)
        return self._prepare_money_fact("returns", label, amount or 0, 34)

    def _prepare_money_fact(self, code, label, value, sequence):
        return {
            "code": code,
            "label": label,
            "value": value,
            "kind": "monetary",
            "currency_id": self.env.company.currency_id.id,
            "sequence": sequence,
        }
