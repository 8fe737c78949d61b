from datetime import datetime
from unittest.mock import patch

from odoo.tests import tagged

from odoo.addons.torg_1c.models import torg_onec_run_work
from odoo.addons.torg_1c.tools.records import HeaderRec

from .orders import NOW, OrdersCommon

ORDERS = torg_onec_run_work.ORDERS + 2  # more than the first batch


@tagged("post_install", "-at_install")
class TestOrdersPieces(OrdersCommon):
    """A long file of orders is applied in pieces: nobody at a desk waits for goods until the end of the file."""

    def setUp(self):
        super().setUp()
        self.know_customer()
        self.enterContext(patch.object(torg_onec_run_work, "HOLDING", -1))

    def start(self, **vals):
        documents = [self.document(f"UT-{number}", [self.line(quantity=1)], **vals) for number in range(ORDERS)]
        return self.make_file([HeaderRec("2.10", NOW), *documents])._start_run("orders")

    def count_made(self):
        return self.env["sale.order"].search_count([("onec_origin_id", "=", self.onec.id)])

    def test_piece_that_holds_goods_ends_early_and_the_next_goes_on(self):
        run = self.start(posted=True)
        self.assertFalse(run._work(60))
        self.assertEqual((run.state, self.count_made()), ("working", torg_onec_run_work.ORDERS))
        self.finish(run)
        self.assertEqual((run.state, self.count_made()), ("done", ORDERS), self.show(run))

    def test_orders_of_the_past_hold_nothing(self):
        run = self.start(date=datetime(2025, 5, 3))
        lock = type(self.env["torg.stock.lock"])
        with patch.object(lock, "_touch") as touched, patch.object(lock, "_is_held", lambda locks: touched.called):
            self.assertTrue(run._work(60))
        self.assertEqual((run.state, self.count_made()), ("done", ORDERS), self.show(run))

    def test_trial_is_one_piece(self):
        run = self.start(posted=True)
        run.dry_run = True
        run._work_piece()
        self.assertEqual((run.state, self.count_made()), ("done", 0), self.show(run))
        self.assertEqual(self.counts(run, "OrderRec")["created"], ORDERS)
