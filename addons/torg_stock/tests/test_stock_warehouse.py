from psycopg2.errors import CheckViolation

from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import StoreCommon


@tagged("post_install", "-at_install")
class TestStockWarehouse(StoreCommon):
    def test_stores_are_created_in_one_call_with_addresses_and_codes(self):
        stores = self._create_stores({"name": "First", "street": "Tverskaya, 1", "city": "Moscow"}, {"name": "Second"})
        self.assertEqual(stores.mapped("name"), ["First", "Second"])
        self.assertEqual(len(set(stores.mapped("code"))), 2)
        self.assertEqual(stores[0].address, "Moscow, Tverskaya, 1")
        self.assertEqual(stores[0].partner_id.parent_id, self.env.company.partner_id)

    def test_code_given_by_hand_is_kept(self):
        store = self._create_stores({"name": "Coded", "code": "ABC"})
        self.assertEqual(store.code, "ABC")

    def test_free_code_skips_those_of_archived_stores(self):
        archived = self._create_stores({"name": "Closed"})
        archived.active = False
        self.assertNotEqual(self._create_stores({"name": "New"}).code, archived.code)

    def test_store_delivers_and_receives_in_one_step(self):
        self.assertEqual(set(self.stores.mapped("delivery_steps")), {"ship_only"})
        self.assertEqual(set(self.stores.mapped("reception_steps")), {"one_step"})

    def test_operations_of_a_store_stay_out_of_the_overview(self):
        overview = self.env.ref("stock.stock_picking_type_action")
        types = self.env["stock.picking.type"].search(eval(overview.domain))  # noqa: S307 our own data
        self.assertFalse(types.filtered(lambda operation: operation.warehouse_id in self.stores))
        self.near.show_operations = True
        types = self.env["stock.picking.type"].search(eval(overview.domain))  # noqa: S307 our own data
        self.assertEqual(types.warehouse_id & self.stores, self.near)

    def test_every_warehouse_has_an_operation_for_holds_with_its_own_numbers(self):
        warehouses = self.env["stock.warehouse"].with_context(active_test=False).search([])
        self.assertEqual(set(warehouses.hold_type_id.mapped("code")), {"hold"})
        self.assertEqual(len(warehouses.hold_type_id), len(warehouses))
        self.assertEqual(self.near.hold_type_id.sequence_id.prefix, f"{self.near.code}/HOLD/")
        self.assertEqual(self.near.hold_type_id.default_location_src_id, self.near.lot_stock_id)
        self.assertEqual(self.near.hold_type_id.default_location_dest_id.usage, "customer")

    def test_new_code_renumbers_holds(self):
        self.near.code = "NEW"
        self.assertEqual(self.near.hold_type_id.sequence_id.prefix, "NEW/HOLD/")

    def test_region_and_coordinates_follow_the_address(self):
        region = self.env["res.country.state"].search([], limit=1)
        self.near.partner_id.write({"state_id": region.id, "partner_latitude": 50.5, "partner_longitude": 60.25})
        self.assertEqual(self.near.region_id, region)
        self.assertEqual((self.near.latitude, self.near.longitude), (50.5, 60.25))

    def test_coordinates_entered_by_hand_survive_an_address_without_them(self):
        self.near.partner_id.street = "Arbat, 5"
        self.assertEqual((self.near.latitude, self.near.longitude), (55.7558, 37.6173))

    def test_address_of_the_company_is_not_the_address_of_its_store(self):
        self.env.company.partner_id.write({"street": "Head office", "partner_latitude": 1})
        store = self.env["stock.warehouse"].create({"name": "Bare", "code": "BARE"})
        self.assertEqual(store.partner_id, self.env.company.partner_id, "core gives it the company's")
        self.assertFalse(store.address)
        self.assertFalse(store.latitude)

    def test_distance_between_stores_is_known_when_both_have_coordinates(self):
        self.assertAlmostEqual(self.near._get_distance_km(self.far), 634, delta=3)
        self.far.write({"latitude": 0, "longitude": 0})
        self.assertIsNone(self.near._get_distance_km(self.far))

    def test_coordinates_off_the_globe_are_refused(self):
        with self.assertRaises(CheckViolation), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            self.near.latitude = 91
            self.near.flush_recordset()

    def test_stock_button_shows_this_store_only(self):
        domain = self.near.action_open_stock()["domain"]
        self.assertEqual(self.env["stock.quant"].search(domain).location_id, self.near.lot_stock_id)
