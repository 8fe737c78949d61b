from odoo.exceptions import ValidationError
from odoo.tests import tagged

from odoo.addons.torg_1c.tools.records import DeletedRec, ItemRec
from odoo.addons.torg_1c.tools.work import Work

from .bases import PIECE, BasesMixin, offer, price, warehouse
from .common import OnecCase
from .goods import GoodsMixin

COUNT = 1000


@tagged("post_install", "-at_install")
class TestBases(BasesMixin, GoodsMixin, OnecCase):
    """The office and the base of a store tell about the same goods, each by its own identifiers."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.set_up_bases()

    def count_products(self):
        domain = [("default_code", "=like", "A-%")]
        return self.env["product.template"].with_context(active_test=False).search_count(domain)

    # === THE SAME GOODS === #

    def test_thousand_common_products_are_a_thousand_and_each_base_tells_its_own_store(self):
        office, shop = self.office, self.shop
        office_rows = [warehouse("main", "Main store"), *self.goods(office, COUNT)]
        shop_rows = [warehouse("hall", "Hall"), *self.goods(shop, COUNT, name="Tovar")]
        office_stock = self.balances(office, "main", dict.fromkeys(range(COUNT), 7))
        shop_stock = self.balances(shop, "hall", dict.fromkeys(range(COUNT), 3))
        messages = [(office, office_rows), (shop, shop_rows), (office, office_stock), (shop, shop_stock)]
        for base, rows in messages:
            run = self.send(base, *rows)
            self.assertFalse(self.texts(run), self.show(run))
        self.assertEqual(self.count_products(), COUNT)
        main, hall = self.store_of(office, "main"), self.store_of(shop, "hall")
        self.assertEqual((main.onec_base_id, hall.onec_base_id), (office, shop))
        products = self.env["product.product"].search([("default_code", "=like", "A-%")])
        found = products._get_point_availability(main | hall)
        self.assertEqual({(row[main.id].free, row[hall.id].free) for row in found.values()}, {(7, 3)})
        before = self.versions()
        for base, rows in reversed(messages):
            self.send(base, *rows)
        self.assertEqual(self.versions(), before, "a resend of either base writes no business row")

    def test_characteristics_of_the_second_base_are_the_variants_of_the_first(self):
        item = {"unit": PIECE, "article": "A-7"}
        for base in (self.office, self.shop):
            key = f"{base.code}-7"
            self.send(
                base,
                ItemRec(key, key, name="Shirt", **item),
                offer(base, 7, f"{base.code}-red", "Shirt (red)"),
                offer(base, 7, f"{base.code}-blue", "Shirt (blue)"),
            )
        template = self.env["product.template"].search([("name", "=", "Shirt")])
        self.assertEqual(len(template.product_variant_ids), 2)
        links = self.env["torg.exchange.link"]
        mine = links._lookup(self.office, "offer", [("ut-test-7", "ut-test-red")])
        theirs = links._lookup(self.shop, "offer", [("shop-7", "shop-red")])
        self.assertEqual(set(mine.values()), set(theirs.values()))

    def test_only_characteristic_of_the_first_base_is_found_by_the_second(self):
        for base in (self.office, self.shop):
            key = f"{base.code}-7"
            self.send(base, ItemRec(key, key, name="Shirt", unit=PIECE, article="A-7"))
            self.send(base, offer(base, 7, f"{base.code}-red", "Shirt (red)"))
        template = self.env["product.template"].search([("name", "=", "Shirt")])
        self.assertEqual(len(template.product_variant_ids), 1)
        links = self.env["torg.exchange.link"]._lookup_external(self.shop, "offer", template.product_variant_ids)
        self.assertEqual(list(links.values()), [("shop-7", "shop-red")])

    def test_matching_asks_the_database_as_often_for_many_as_for_few(self):
        self.send(self.office, *self.goods(self.office, 60))
        applier, work = self.env["torg.onec.applier"], self.make_work()
        keys = {(item.item_id, ""): item for item in self.goods(self.shop, 60)}
        self.env.invalidate_all()
        with self.assertQueryCount(14):
            found, doubtful = applier._match_items(work, keys)
        self.assertEqual((len(found), len(doubtful)), (60, 0))

    def make_work(self):
        return Work(self.send(self.shop, warehouse("hall", "Hall")), self.shop)

    # === WHO OWNS WHAT === #

    def test_second_base_does_not_rename_what_the_first_has_brought(self):
        self.send(self.office, *self.goods(self.office, 1))
        run = self.send(self.shop, *self.goods(self.shop, 1, name="Tovar"))
        product = self.variant_of(self.shop, 0)
        self.assertEqual(product.name, "Goods 0")
        conflict = run.change_ids.filtered(lambda change: change.verdict == "conflict")
        self.assertEqual(conflict.difference["name"], ["Goods 0", "Tovar 0"])
        self.send(self.office, *self.goods(self.office, 1, name="New name"))
        self.assertEqual(product.name, "New name 0")

    def test_base_that_owns_products_has_the_last_word_whoever_came_first(self):
        self.shop.onec_owns_products = True
        self.send(self.office, *self.goods(self.office, 1))
        self.send(self.shop, *self.goods(self.shop, 1, name="Tovar"))
        product = self.variant_of(self.shop, 0)
        self.assertEqual(product.name, "Tovar 0")
        run = self.send(self.office, *self.goods(self.office, 1, name="Other"))
        self.assertEqual(product.name, "Tovar 0")
        self.assertIn("conflict", run.change_ids.mapped("verdict"))

    def test_one_field_may_belong_to_another_base_than_the_rest(self):
        self.office.onec_owns_products = True
        field = self.env["ir.model.fields"]._get("product.template", "name")
        self.shop.onec_owner_ids = [(0, 0, {"field_id": field.id, "keeper": "base"})]
        self.send(self.office, *self.goods(self.office, 1, description="From the office"))
        self.send(self.shop, *self.goods(self.shop, 1, name="Tovar", description="From the shop"))
        template = self.variant_of(self.shop, 0).product_tmpl_id
        self.assertEqual(template.name, "Tovar 0")
        self.assertNotIn("shop", str(template.description_ecommerce if "description_ecommerce" in template else ""))
        self.send(self.office, *self.goods(self.office, 1, name="Other"))
        self.assertEqual(template.name, "Tovar 0")

    def test_products_have_one_owner(self):
        self.office.onec_owns_products = True
        with self.assertRaisesRegex(ValidationError, "one base only"):
            self.shop.onec_owns_products = True

    def test_base_that_does_not_own_the_product_does_not_archive_it(self):
        self.send(self.office, *self.goods(self.office, 1))
        self.send(self.shop, *self.goods(self.shop, 1))
        self.send(self.shop, *self.goods(self.shop, 1, deleted=True))
        self.assertTrue(self.variant_of(self.office, 0).active)

    def export(self, base, *records):
        """Apply records as all that a base has; return the run."""
        export = self.env["torg.onec.export"].create({"endpoint_id": base.id})
        run = self.send(base, *records, section="catalog", only_changes=False, export_id=export.id)
        export._close()
        return run

    def test_full_export_does_not_archive_what_another_base_has_brought(self):
        for base in (self.office, self.shop):
            self.send(base, *self.goods(base, 2), offer(base, 1, f"{base.code}-red", "Goods 1 (red)"))
        self.export(self.shop, *self.goods(self.shop, 2), offer(self.shop, 1, "shop-red", "Goods 1 (red)"))
        red = self.env["torg.exchange.link"]._lookup(self.office, "offer", [("ut-test-1", "ut-test-red")])
        red = self.env["product.product"].browse(red.values())
        for _twice in range(2):
            run = self.export(self.shop, *self.goods(self.shop, 1), offer(self.shop, 0, "shop-blue", "Goods 0 (blue)"))
            self.assertTrue(red.active and red.product_tmpl_id.active, self.show(run))
        conflicts = self.env["torg.onec.change"].search([("verdict", "=", "conflict")])
        self.assertEqual(set(conflicts.mapped("res_model")), {"product.template", "product.product"})
        self.assertEqual((len(conflicts), conflicts[0].difference), (2, {"active": [True, False]}), "told once")
        self.assertFalse(self.env["torg.onec.approval"].search([]))

    def test_full_export_does_not_archive_what_another_base_owns(self):
        self.office.onec_owns_products = True
        self.export(self.shop, *self.goods(self.shop, 2))
        self.send(self.office, *self.goods(self.office, 2))
        self.export(self.shop, *self.goods(self.shop, 1))
        self.assertTrue(self.variant_of(self.office, 1).active)
        self.export(self.office, *self.goods(self.office, 1))
        self.assertFalse(self.variant_of(self.office, 1).active, "the owner does")

    def test_item_that_a_base_has_deleted_for_good_stays_when_another_owns_it(self):
        self.send(self.office, *self.goods(self.office, 1))
        self.send(self.shop, *self.goods(self.shop, 1))
        run = self.send(self.shop, DeletedRec("item", "shop-0"))
        self.assertTrue(self.variant_of(self.office, 0).active)
        self.assertEqual(run.change_ids.verdict, "conflict")

    # === STORES === #

    def test_stock_of_a_store_comes_from_its_base_only(self):
        self.send(self.office, warehouse("main", "Main store"), *self.goods(self.office, 1))
        self.send(self.shop, *self.goods(self.shop, 1))
        store = self.store_of(self.office, "main")
        mapping = self.env["torg.onec.warehouse"]._get_known(self.shop, ["w"])["w"]
        mapping.write({"target": "store", "warehouse_id": store.id})
        self.send(self.office, *self.balances(self.office, "main", {0: 7}))
        run = self.send(self.shop, *self.balances(self.shop, "w", {0: 99}))
        product = self.variant_of(self.office, 0)
        self.assertEqual(self.free(product, store), 7)
        self.assertIn("is told by Office", self.texts(run)[0])
        mapping.base_id = self.shop
        self.send(self.shop, *self.balances(self.shop, "w", {0: 99}))
        self.assertEqual(self.free(product, store), 99)

    def test_store_that_its_base_gives_up_belongs_to_the_other(self):
        self.send(self.office, warehouse("main", "Main store"))
        store = self.store_of(self.office, "main")
        mapping = self.env["torg.onec.warehouse"]._get_known(self.shop, ["w"])["w"]
        mapping.write({"target": "store", "warehouse_id": store.id})
        self.assertEqual(store.onec_base_id, self.office)
        self.office.onec_warehouse_ids.action_ignore()
        self.assertEqual(store.onec_base_id, self.shop)

    def test_warehouse_called_like_a_store_of_another_base_is_a_question(self):
        self.send(self.office, warehouse("main", "Main store"))
        store = self.store_of(self.office, "main")
        self.send(self.shop, warehouse("w", "main store"), *self.goods(self.shop, 1))
        self.assertFalse(self.store_of(self.shop, "w"))
        match = self.env["torg.onec.match"].search([("endpoint_id", "=", self.shop.id)])
        self.assertEqual((match.kind, match.warehouse_ids), ("warehouse", store))
        match.action_link()
        self.assertEqual(self.store_of(self.shop, "w"), store)
        match.action_undo()
        self.assertEqual((match.state, self.store_of(self.shop, "w").ids), ("open", []))
        match.action_new()
        self.assertNotIn(self.store_of(self.shop, "w"), (store, store.browse()))

    # === PRICES === #

    def test_prices_of_a_kind_come_from_the_base_that_keeps_it(self):
        retail = self.map_price_type(endpoint=self.office)
        other = self.map_price_type(endpoint=self.shop, price_type_id=retail.price_type_id.id)
        self.send(self.office, *self.goods(self.office, 1), price(self.office, 0, 100))
        self.send(self.shop, *self.goods(self.shop, 1), price(self.shop, 0, 55))
        product = self.variant_of(self.office, 0)
        self.assertEqual(other.price_type_id, retail.price_type_id)
        self.assertEqual(self.prices(retail, product), [100])
