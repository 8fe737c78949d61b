import random

from odoo.fields import Command
from odoo.tests import tagged

from .orders import OrdersCommon

ORDERS = 300
RATES = (20, 10, 22, 0)


@tagged("post_install", "-at_install")
class TestOrdersPastSums(OrdersCommon):
    """Orders of the past have the sums that core would have worked out, to the kopeck."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.tax_calculation_rounding_method = "round_per_line"
        cls.taxes = [
            cls.env["account.tax"].create(
                {"name": f"{rate} % {where}", "amount": rate, "price_include_override": where, "type_tax_use": "sale"}
            )
            for rate in RATES
            for where in ("tax_included", "tax_excluded")
        ]

    def make_new(self, luck, taxes=None):
        """Return an order of some lines that is kept in memory only."""
        lines = [
            Command.create(
                {
                    "product_id": self.product.id,
                    "product_uom_qty": luck.choice((1, 2, 3, luck.randint(1, 500), round(luck.uniform(0.001, 9), 3))),
                    "price_unit": luck.choice((round(luck.uniform(0.01, 5000), 2), luck.uniform(0.01, 900))),
                    "discount": luck.choice((0, 0, 5, 12.5, round(luck.uniform(0, 99), 2))),
                    "tax_ids": [Command.set((taxes or luck.choice([*self.taxes, self.taxes[0].browse()])).ids)],
                }
            )
            for _line in range(luck.randint(1, 6))
        ]
        return self.env["sale.order"].new({"partner_id": self.customer.id, "order_line": lines})

    def work_out(self, order):
        """Return the sums of an order and of its lines."""
        order.order_line._compute_amount()
        order._compute_amounts()
        rows = [(line.price_subtotal, line.price_tax, line.price_total) for line in order.order_line]
        told = [(order.amount_untaxed, order.amount_tax, order.amount_total), *rows]
        return [tuple(round(amount, 2) for amount in row) for row in told]

    def assert_same(self, order):
        past = order.with_context(torg_history=True)
        self.assertTrue(past._is_history_load())
        told = [
            (line.product_uom_qty, line.price_unit, line.discount, line.tax_ids.mapped("name"))
            for line in order.order_line
        ]
        self.assertEqual(self.work_out(past), self.work_out(order), told)

    def test_sums_are_those_of_core(self):
        luck = random.Random(2026)
        for _number in range(ORDERS):
            self.assert_same(self.make_new(luck))

    def test_taxes_that_are_not_plain_are_left_to_core(self):
        luck = random.Random(7)
        fixed = self.env["account.tax"].create({"name": "5 ₽", "amount_type": "fixed", "amount": 5})
        for taxes in (self.taxes[1] | self.taxes[3], self.taxes[0] | fixed, self.taxes[0] | self.taxes[1]):
            for _number in range(10):
                self.assert_same(self.make_new(luck, taxes))

    def test_company_that_rounds_globally_has_its_sums_too(self):
        self.env.company.tax_calculation_rounding_method = "round_globally"
        luck = random.Random(9)
        for _number in range(50):
            self.assert_same(self.make_new(luck))

    def test_plain_lines_do_not_ask_core(self):
        core = self.env.registry["account.tax"]
        asked = []
        self.patch(core, "_get_tax_details", lambda taxes, **told: asked.append(taxes))
        order = self.make_new(random.Random(1), self.taxes[0]).with_context(torg_history=True)
        self.work_out(order)
        self.assertFalse(asked)
