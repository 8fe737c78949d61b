import base64
import io

from openpyxl import load_workbook

from odoo.tests import tagged

from .shortage import ShortageCommon


@tagged("post_install", "-at_install")
class TestShortage(ShortageCommon):
    """What the matrix of shortages says."""

    def test_store_below_its_minimum_lacks_what_fills_it(self):
        self._minimum(self.far, self.product, 5, 12)
        answer = self._search()
        cell = self._cell(answer, self.far)
        self.assertEqual((cell["free"], cell["minimum"], cell["need"], cell["level"]), (4, 5, 8, "short"))
        self.assertEqual((answer["total"], answer["positions"], answer["empty"]), (1, 1, 0))
        self.assertEqual([product["need"] for product in answer["products"]], [8])
        self.assertEqual({store["id"]: store["short"] for store in answer["stores"]}[self.far.id], 1)

    def test_store_with_its_minimum_lacks_nothing(self):
        self._minimum(self.far, self.product, 4, 12)
        self.assertFalse(self._search()["products"])
        self.assertEqual(self._cell(self._search(only_short=False), self.far)["level"], "enough")

    def test_goods_promised_to_customers_are_missing_before_they_leave(self):
        self._minimum(self.near, self.product, 8)
        self.assertFalse(self._search()["products"])
        self.near._hold([(self.product, 4)])
        cell = self._cell(self._search(), self.near)
        self.assertEqual((cell["free"], cell["need"]), (6, 2))

    def test_goods_on_their_way_are_not_missing(self):
        self._minimum(self.third, self.product, 5)
        places = {"location_id": self.suppliers_place.id, "location_dest_id": self.third.lot_stock_id.id}
        coming = {"product_id": self.product.id, "product_uom_qty": 6, **places}
        self.env["stock.move"].create(coming)._action_confirm()
        cell = self._cell(self._search(only_short=False), self.third)
        self.assertEqual((cell["incoming"], cell["need"], cell["level"]), (6, 0, "coming"))
        self.assertFalse(self._search()["products"])

    def test_rate_is_shipments_less_returns_over_the_days(self):
        self.env.company.sales_rate_days = 10
        self._sell(self.near, self.product, 6, days_ago=2)
        self._sell(self.near, self.product, 1, days_ago=1, back=True)
        self._sell(self.near, self.product, 3, days_ago=15)
        cell = self._cell(self._search(only_short=False), self.near)
        self.assertEqual((cell["free"], cell["rate"], cell["cover"]), (2, 0.5, 4))

    def test_rate_counts_what_was_put_into_the_parcel_unasked(self):
        self.env.company.sales_rate_days = 10
        places = (self.near.lot_stock_id, self.customers)
        self._done_move(self.near, self.product, 2, *places, asked=0)
        self._done_move(self.near, self.product, 1, *places, unit=self.env.ref("uom.product_uom_pack_6"))
        self.assertEqual(self._cell(self._search(only_short=False), self.near)["rate"], 0.8)

    def test_goods_moved_between_stores_are_no_sales(self):
        self._done_move(self.near, self.product, 3, self.near.lot_stock_id, self.third.lot_stock_id)
        self.assertEqual(self._cell(self._search(only_short=False), self.near)["rate"], 0)

    def test_what_is_missing_most_comes_first(self):
        other = self._create_product("Rum white")
        self._minimum(self.far, self.product, 5, 50)
        self._minimum(self.far, other, 1)
        found = self._search(product=self.product)
        self.assertEqual([product["id"] for product in found["products"]], [other.id, self.product.id], "none is left")

    def test_filters_narrow(self):
        category = self.env["product.category"].create({"name": "Strong"})
        supplier = self.env["res.partner"].create({"name": "Distillery"})
        other = self._create_product("Rum white", categ_id=category.id)
        self.env["product.supplierinfo"].create(
            {"partner_id": supplier.id, "product_tmpl_id": other.product_tmpl_id.id}
        )
        for product in (self.product, other):
            self._minimum(self.far, product, 20)
        self._minimum(self.third, self.product, 20)
        self.assertEqual(self._search()["total"], 2)
        for narrower in ({"category_id": category.id}, {"supplier_id": supplier.id}):
            with self.subTest(narrower):
                self.assertEqual([row["id"] for row in self._search(**narrower)["products"]], [other.id])
        in_third = self._search(store_ids=[self.third.id])
        self.assertEqual([row["id"] for row in in_third["products"]], [self.product.id])
        self.assertEqual([store["id"] for store in in_third["stores"]], [self.third.id])

    def test_near_store_is_named_as_the_one_that_helps(self):
        self._minimum(self.third, self.product, 5)
        answer = self._search(store_ids=[self.third.id])
        moves = answer["transfers"][self.product.id]
        self.assertEqual(
            [(move["source_id"], move["quantity"], move["source_name"]) for move in moves],
            [(self.near.id, 5, "Near store")],
        )

    def test_packs_are_not_opened(self):
        self.product.uom_ids = self.env.ref("uom.product_uom_pack_6")
        self._minimum(self.third, self.product, 5)
        moves = self._search()["transfers"][self.product.id]
        self.assertEqual([(move["source_id"], move["quantity"]) for move in moves], [(self.near.id, 6)])

    def test_archived_minimum_asks_for_nothing(self):
        self._minimum(self.far, self.product, 20).active = False
        self.assertFalse(self._search()["products"])

    def test_queries_do_not_grow_with_products_and_stores(self):
        few = self._count_queries(lambda: self.goods.search_shortage(query="Rum", only_short=False))
        stores = self._create_stores(*[{"name": f"Store {number}"} for number in range(6)])
        products = self.env["product.product"].create(
            [{"name": f"Rum {number}", "type": "consu", "is_storable": True} for number in range(40)]
        )
        for store in stores:
            for product in products[:5]:
                self._minimum(store, product, 3)
        self.env.flush_all()
        many = self._count_queries(lambda: self.goods.search_shortage(query="Rum", only_short=False))
        self.assertLessEqual(many, few + 1)

    def test_table_has_a_row_for_every_product_in_every_short_store(self):
        self._minimum(self.third, self.product, 5)
        self._minimum(self.far, self.product, 6)
        file = self.goods.with_user(self.director).export_shortage(query=self.product.name)
        rows = list(load_workbook(io.BytesIO(base64.b64decode(file["content"]))).active.values)
        self.assertEqual(len(rows), 3)
        told = {(row[1], row[2], row[8]) for row in rows[1:]}
        self.assertEqual(told, {("Rum", "Third store", 5), ("Rum", "Far store", 2)})
        self.assertTrue(any("Near store: 5" in row[11] for row in rows[1:]))
        self.assertEqual((file["rows"], file["left_out"]), (1, 0))
