from unittest.mock import patch

from odoo.tests import tagged

from odoo.addons.torg_1c.models import torg_onec_run_work
from odoo.addons.torg_1c.tools.records import OfferRec

from .common import OnecCase
from .goods import GoodsMixin

GOODS = 200


@tagged("post_install", "-at_install")
class TestGoodsSpeed(GoodsMixin, OnecCase):
    """A batch of prices or stock asks as much of the database for two hundred goods as for two."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.set_up_goods(GOODS)
        cls.lists = [cls.map_price_type(key) for key in ("retail", "trade")]
        cls.stores = [cls.map_store(key) for key in ("main", "second")]

    def prepare(self, rows, topic):
        """Return a run that has not begun, with nothing in the caches."""
        run = self.make_file(rows)._start_run(topic=topic)
        self.env.flush_all()
        self.env.invalidate_all()
        return run

    def told_prices(self, add):
        return [self.price_row(n, 100 + n + add, key) for n in range(GOODS) for key in ("retail", "trade")]

    def told_stock(self, add):
        return [self.stock_row(n, 1 + n + add, key) for n in range(GOODS) for key in ("main", "second")]

    def test_batch_of_prices(self):
        run = self.prepare(self.told_prices(0), "prices")
        with self.assertQueryCount(127):
            run._work(60)
        self.assertEqual(self.counts(run, "PriceRec"), {"changed": 2 * GOODS}, self.show(run))
        self.assertEqual(self.prices(self.lists[1])[:2], [100, 101])

    def test_batch_of_prices_that_stay(self):
        self.load(self.told_prices(0))
        run = self.prepare(self.told_prices(0), "prices")
        with self.assertQueryCount(37):
            run._work(60)
        self.assertEqual(self.counts(run, "PriceRec"), {"unchanged": 2 * GOODS}, self.show(run))

    def test_batch_of_stock(self):
        run = self.prepare(self.told_stock(0), "stock")
        with self.assertQueryCount(105):
            run._work(60)
        self.assertEqual(self.counts(run, "StockRec"), {"changed": 2 * GOODS}, self.show(run))
        self.assertEqual(self.stock(self.stores[1])[:2], [1, 2])

    def test_batch_of_stock_that_stays(self):
        self.load(self.told_stock(0))
        run = self.prepare(self.told_stock(0), "stock")
        with self.assertQueryCount(45):
            run._work(60)
        self.assertEqual(self.counts(run, "StockRec"), {"unchanged": 2 * GOODS}, self.show(run))

    def test_prices_of_a_product_are_announced_once_whatever_lists_they_stand_in(self):
        told = []
        products = type(self.env["product.product"])
        with patch.object(products, "_tell_prices_changed", lambda products: told.extend(products.ids)):
            self.load(self.told_prices(0))
        self.assertEqual(sorted(told), sorted(self.products.ids))

    def test_run_goes_on_where_its_piece_ended(self):
        """Pieces of two offers each apply every row once."""
        rows = []
        for number in range(20):
            key = f"item-{number}"
            rows += [OfferRec(key, key, prices=2, is_bare=True), self.price_row(number, 100 + number)]
            rows.append(self.price_row(number, 200 + number, "trade"))
        with patch.object(torg_onec_run_work, "RECORDS", 6):
            run = self.prepare(rows, "prices")
            pieces = 1
            while not run._work(0):
                pieces += 1
        self.assertEqual((run.state, pieces, run.cursor), ("done", 11, 60), self.show(run))
        self.assertEqual(self.counts(run, "PriceRec"), {"changed": 40})
        self.assertEqual(self.prices(self.lists[1], self.products[:20]), [200 + number for number in range(20)])
