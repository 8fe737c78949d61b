from functools import partial

from odoo import fields
from odoo.tests import tagged

from odoo.addons.torg_1c.tools.records import HeaderRec

from .orders import NOW, OrdersCommon
from .sessions import Sessions, in_savepoint

ORDERS = 300


@tagged("post_install", "-at_install")
class TestOrdersCuts(OrdersCommon):
    """Many orders over a bad line: none is lost, none doubled. The whole of it is in the benchmark."""

    def test_no_order_is_lost_or_doubled_over_a_bad_line(self):
        service = self.env["product.product"].create({"name": "Service", "type": "service", "list_price": 100})
        self.know({("service", ""): service})
        lines = [self.make_line(service)]
        vals = {"partner_id": self.customer.id, "order_line": lines}
        orders = self.env["sale.order"].with_context(torg_silent=True).create([vals] * ORDERS)
        orders._move_to_stage(self.stages["agreed"], "system")
        sessions = Sessions(0.4, 20260302, partial(in_savepoint, self.onec), self.let_quarter_pass)
        for taken in sessions.run():
            self.load([HeaderRec("2.10", NOW), *taken[: len(taken) // 2]])  # 1C answers when it likes
        self.assertGreater(sum(sessions.cuts.values()), 3, sessions.cuts)
        base = sessions.base
        self.assertEqual({row.number for row in base.orders.values()}, set(orders.mapped("name")))
        self.assertEqual((len(base.orders), base.count_doubled(), base.count_customers_doubled()), (ORDERS, 0, 0))
        self.assertEqual(sessions.differed, 0)
        self.load([HeaderRec("2.10", NOW), *base.orders.values()])
        self.assertEqual(set(orders.onec_part_ids.mapped("state")), {"accepted"})
        self.assertEqual(self.fetch("end")[1], [])

    def let_quarter_pass(self):
        messages = self.env["torg.exchange.message"]
        offered = messages.search([("endpoint_id", "=", self.onec.id), ("state", "=", "offered")])
        offered.offered_at = fields.Datetime.subtract(fields.Datetime.now(), minutes=16)
        messages._release_unconfirmed()
