from datetime import timedelta
from unittest.mock import patch
from uuid import uuid4

from freezegun import freeze_time
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.torg_stock.tools.availability import Availability

from .common import StoreCommon

# Hypothesis reads the source of every module loaded, all of Odoo, before its first example.
SLOW = [HealthCheck.too_slow, HealthCheck.differing_executors]
QUANTITIES = st.decimals(min_value="0.01", max_value=50, places=2).map(float)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["put", "shelf", "lot", "order", "receive", "transfer", "overdraw"]),
        st.integers(0, 1),
        st.integers(0, 2),
        QUANTITIES,
    ),
    min_size=1,
    max_size=8,
)


@tagged("post_install", "-at_install")
class TestAvailability(StoreCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls._create_product("Whisky")
        cls.tracked = cls._create_product("Serial goods", tracking="lot")
        cls.products = cls.product + cls.other + cls.tracked
        cls.suppliers = cls.env.ref("stock.stock_location_suppliers")

    def _move(self, source, target, product, quantity):
        move = self.env["stock.move"].create(
            {
                "product_id": product.id,
                "product_uom_qty": quantity,
                "location_id": source.id,
                "location_dest_id": target.id,
            }
        )
        move._action_confirm()
        move._action_assign()
        return move

    def test_reserve_of_what_never_was_there_is_less_than_nothing(self):
        new = self._create_product("New goods")
        move = self._move(self.near.lot_stock_id, self.env.ref("stock.stock_location_customers"), new, 2)
        move.quantity = 2
        found = new._get_point_availability(self.near)[new.id][self.near.id]
        self.assertEqual((found.on_hand, found.reserved, found.free), (0, 2, -2))
        self.assertIn((new.id, self.near.id), move._find_concerned({(new.id, self.near.id)}))

    def _apply(self, step):
        kind, store_index, product_index, quantity = step
        store, other = self.stores[store_index], self.stores[1 - store_index]
        product = self.products[product_index]
        if kind == "put":
            self._put(store, product, quantity)
        elif kind == "overdraw":
            self._put(store, product, -quantity)
        elif kind == "shelf":
            shelf = self.env["stock.location"].create({"name": "Shelf", "location_id": store.lot_stock_id.id})
            self.env["stock.quant"]._update_available_quantity(product, shelf, quantity)
        elif kind == "lot":
            lot = self.env["stock.lot"].create({"name": str(uuid4()), "product_id": self.tracked.id})
            self.env["stock.quant"]._update_available_quantity(self.tracked, store.lot_stock_id, quantity, lot_id=lot)
        elif kind == "order":
            self._move(store.lot_stock_id, self.customers, product, quantity)
        elif kind == "receive":
            self._move(self.suppliers, store.lot_stock_id, product, quantity)
        else:
            self._move(store.lot_stock_id, other.lot_stock_id, product, quantity)

    def assertEqualsCore(self, products, stores):
        availability = products._get_point_availability(stores)
        for store in stores:
            for product in products.with_context(warehouse_id=store.id):
                found = availability[product.id][store.id]
                core = (product.qty_available, product.free_qty, product.incoming_qty)
                self.assertEqual((found.on_hand, found.free, found.incoming), core, f"{product.name} in {store.name}")

    # === FIGURES === #

    @settings(max_examples=25, deadline=None, suppress_health_check=SLOW)
    @given(steps=STEPS)
    def test_figures_equal_those_of_core_whatever_happened(self, steps):
        savepoint = self.env.cr.savepoint()
        try:
            for step in steps:
                self._apply(step)
            self.assertEqualsCore(self.products, self.stores)
        finally:
            savepoint.close(rollback=True)
            self.env.invalidate_all()

    def test_ten_pieces_of_which_three_are_ordered_leave_seven(self):
        self._move(self.near.lot_stock_id, self.customers, self.product, 3)
        self._move(self.suppliers, self.near.lot_stock_id, self.product, 5)
        found = self.product._get_point_availability(self.near)[self.product.id][self.near.id]
        self.assertEqual((found.on_hand, found.reserved, found.free, found.incoming), (10, 3, 7, 5))

    def test_more_promised_than_left_is_below_zero(self):
        self._move(self.near.lot_stock_id, self.customers, self.product, 10)
        self._put(self.near, self.product, -4)
        found = self.product._get_point_availability(self.near)[self.product.id][self.near.id]
        self.assertEqual((found.on_hand, found.reserved, found.free), (6, 10, -4))

    def test_every_product_is_answered_for_in_every_store(self):
        service = self.env["product.product"].create({"name": "Wrapping", "type": "service"})
        found = (self.products + service)._get_point_availability(self.stores)
        self.assertEqual(set(found), set((self.products + service).ids))
        self.assertEqual({tuple(by_store) for by_store in found.values()}, {tuple(self.stores.ids)})
        self.assertEqual(found[service.id][self.near.id], Availability())

    def test_nothing_is_asked_for_nothing(self):
        self.assertEqual(self.env["product.product"]._get_point_availability(self.stores), {})
        nowhere = self.env["stock.warehouse"]
        self.assertEqual(self.product._get_point_availability(nowhere), {self.product.id: {}})

    def test_changes_not_written_yet_are_counted(self):
        move = self._move(self.near.lot_stock_id, self.customers, self.product, 3)
        self.env.flush_all()
        move._do_unreserve()
        self.assertEqual(self.product._get_point_availability(self.near)[self.product.id][self.near.id].free, 10)

    # === AGE === #

    def test_figures_are_as_old_as_the_last_message_of_the_keeper(self):
        self.near.write({"stock_keeper": "external", "figures_at": "2026-11-02 12:00:00"})
        with freeze_time("2026-11-02 12:30:00"):
            ages = {
                store_id: found.age
                for store_id, found in self.product._get_point_availability(self.stores)[self.product.id].items()
            }
        self.assertEqual(ages, {self.near.id: timedelta(minutes=30), self.far.id: timedelta()})

    # === VARIANTS AND KITS === #

    def test_product_with_variants_is_the_sum_of_them(self):
        size = self.env["product.attribute"].create(
            {"name": "Size", "value_ids": [(0, 0, {"name": "S"}), (0, 0, {"name": "L"})]}
        )
        template = self.env["product.template"].create(
            {
                "name": "Shirt",
                "is_storable": True,
                "attribute_line_ids": [(0, 0, {"attribute_id": size.id, "value_ids": size.value_ids.ids})],
            }
        )
        for quantity, variant in enumerate(template.product_variant_ids, start=2):
            self._put(self.near, variant, quantity)
        found = (template + self.product.product_tmpl_id)._get_point_availability(self.stores)
        self.assertEqual([found[template.id][store.id].free for store in self.stores], [5, 0])
        self.assertEqual([found[self.product.product_tmpl_id.id][store.id].free for store in self.stores], [10, 4])

    def test_kit_is_as_many_as_its_scarcest_component_makes(self):
        kit = self._create_product("Gift box")
        self._put(self.near, self.other, 0.9)
        recipe = {kit.id: {self.product.id: 4, self.other.id: 0.3}}
        with patch.object(type(kit), "_get_kit_components", lambda products: recipe):
            found = kit._get_point_availability(self.stores)
        self.assertEqual(set(found), {kit.id}, "components were not asked for")
        self.assertEqual([found[kit.id][store.id].free for store in self.stores], [2.5, 0])

    # === QUERIES === #

    def test_queries_do_not_grow_with_products_and_stores(self):
        products = self.env["product.product"].create(
            [{"name": f"Product {number}", "is_storable": True} for number in range(1000)]
        )
        for store in self.stores:
            for product in products[::100]:
                self._put(store, product, 1)
        sizes = [(1, self.near), (100, self.stores), (1000, self.stores)]
        products._get_point_availability(self.stores)
        counts = {
            self._count_queries(lambda size=size, stores=stores: products[:size]._get_point_availability(stores))
            for size, stores in sizes
        }
        self.assertEqual(len(counts), 1, counts)
        self.assertLessEqual(counts.pop(), 4)

    # === RIGHTS === #

    def test_manager_gets_sums_without_rights_on_quants(self):
        self._move(self.near.lot_stock_id, self.customers, self.product, 3)
        product = self.product.with_user(self.manager)
        self.assertEqual(product._get_point_availability()[self.product.id][self.near.id].free, 7)

    def test_store_staff_get_their_store_and_no_other(self):
        self.store_staff.store_ids = self.near
        product = self.product.with_user(self.store_staff)
        self.assertEqual(list(product._get_point_availability()[self.product.id]), [self.near.id])
        with self.assertRaises(AccessError):
            product._get_point_availability(self.stores)

    def test_stores_of_other_companies_are_not_counted(self):
        company = self.env["res.company"].create({"name": "Other company"})
        foreign = self.env["stock.warehouse"].search([("company_id", "=", company.id)])
        product = self.product.with_user(self.manager)
        self.assertNotIn(foreign.id, product._get_point_availability()[self.product.id])
        with self.assertRaises(AccessError):
            product._get_point_availability(foreign)
