from base64 import b64decode
from io import BytesIO
from unittest.mock import patch

from freezegun import freeze_time
from openpyxl import load_workbook

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.torg_stock.models import product_product_export
from odoo.addons.torg_stock.models.stock_quant_ping import MOST_NAMED, PING

from .common import StoreCommon


@tagged("post_install", "-at_install")
class TestSearchScreen(StoreCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product.write({"name": "Xylograph rum", "default_code": "XR-1", "list_price": 1250})
        cls.middle = cls._create_stores({"name": "Middle store", "latitude": 57.0, "longitude": 36.0})
        cls.unknown = cls._create_stores({"name": "Somewhere"})
        cls.all = cls.near + cls.middle + cls.far + cls.unknown
        cls.products = cls.env(user=cls.manager)["product.product"]

    def _search(self, query="xylograph", stores=None, **kwargs):
        return self.products.search_stock(query, store_ids=(stores or self.all).ids, **kwargs)

    # === WHAT IS SHOWN === #

    def test_manager_sees_what_is_where_and_for_how_much(self):
        answer = self._search()
        (product,) = answer["products"]
        self.assertEqual((product["name"], product["article"], product["price"]), ("Xylograph rum", "XR-1", 1250))
        cells = answer["cells"][self.product.id]
        self.assertEqual(
            cells[self.near.id], {"free": 10, "on_hand": 10, "reserved": 0, "incoming": 0, "level": "many"}
        )
        self.assertEqual(set(cells), {self.near.id, self.far.id}, "empty stores have no cell")

    def test_colour_says_whether_there_is_much_little_or_something_coming(self):
        self._put(self.near, self.product, -8)
        self._put(self.far, self.product, -4)
        self.env["stock.move"].create(
            {
                "product_id": self.product.id,
                "product_uom_qty": 5,
                "location_id": self.env.ref("stock.stock_location_suppliers").id,
                "location_dest_id": self.middle.lot_stock_id.id,
            }
        )._action_confirm()
        self._put(self.unknown, self.product, -1)
        cells = self._search()["cells"][self.product.id]
        levels = {store.name: cells[store.id]["level"] for store in self.all if store.id in cells}
        self.assertEqual(levels, {"Near store": "few", "Middle store": "coming", "Somewhere": "none"})

    def test_what_counts_as_little_is_a_setting(self):
        self.env.company.low_stock_quantity = 10
        self.assertEqual(self._search()["cells"][self.product.id][self.near.id]["level"], "few")
        self.env.company.low_stock_quantity = 9.5
        self.assertEqual(self._search()["cells"][self.product.id][self.near.id]["level"], "many")

    def test_stores_go_from_near_to_far_and_unknown_places_are_last(self):
        stores = self._search(near_store_id=self.near.id)["stores"]
        self.assertEqual([store["id"] for store in stores], self.all.ids)
        self.assertEqual([store["distance"] for store in stores], [None, 170.4, 634.2, None])
        self.assertTrue(stores[0]["is_near"])
        from_far = self._search(near_store_id=self.far.id)["stores"]
        self.assertEqual([store["id"] for store in from_far[:3]], (self.far + self.middle + self.near).ids)

    def test_store_says_how_old_its_figures_are(self):
        self.far.write({"stock_keeper": "external", "figures_at": "2026-11-02 12:00:00"})
        self.middle.stock_keeper = "external"
        with freeze_time("2026-11-02 12:30:00"):
            stores = {store["id"]: store for store in self._search()["stores"]}
        self.assertEqual((stores[self.far.id]["age"], stores[self.far.id]["figures_known"]), (30, True))
        self.assertFalse(stores[self.middle.id]["figures_known"])
        self.assertEqual(stores[self.near.id]["freshness"], "live")

    def test_services_are_no_goods(self):
        self.env["product.product"].create({"name": "Xylograph engraving", "type": "service"})
        self.assertEqual(self._search()["total"], 1)

    # === FILTERS === #

    def test_nothing_asked_shows_nothing(self):
        self.assertEqual(self._search("  ")["products"], [])

    def test_category_shows_its_goods_and_those_of_its_branches(self):
        parent = self.env["product.category"].create({"name": "Drinks"})
        self.product.categ_id = self.env["product.category"].create({"name": "Rums", "parent_id": parent.id})
        self.assertEqual(self._search("", category_id=parent.id)["total"], 1)
        self.assertEqual(self._search("xylograph", category_id=parent.id)["total"], 1)
        other = self.env["product.category"].create({"name": "Glass"})
        self.assertEqual(self._search("xylograph", category_id=other.id)["total"], 0)

    def test_values_of_one_attribute_add_up_and_attributes_narrow_each_other(self):
        colour, size = self.env["product.attribute"].create(
            [
                {"name": "Colour", "value_ids": [Command.create({"name": name}) for name in ("Red", "Blue")]},
                {"name": "Size", "value_ids": [Command.create({"name": name}) for name in ("S", "L")]},
            ]
        )
        self.env["product.template"].create(
            {
                "name": "Xylograph shirt",
                "attribute_line_ids": [
                    Command.create({"attribute_id": one.id, "value_ids": [Command.set(one.value_ids.ids)]})
                    for one in (colour, size)
                ],
            }
        )
        red, blue, small = colour.value_ids[0], colour.value_ids[1], size.value_ids[0]
        for values, number in ((red, 2), (red + blue, 4), (red + small, 1), (red + blue + small, 2)):
            with self.subTest(values=values.mapped("name")):
                found = self._search("xylograph", attribute_value_ids=values.ids)
                self.assertEqual(found["total"], number)

    def test_filters_offer_what_there_is(self):
        self.product.categ_id = self.env["product.category"].create({"name": "Rums"})
        filters = self.products.get_stock_filters()
        self.assertLessEqual(set(self.all.ids), {store["id"] for store in filters["stores"]})
        self.assertTrue(filters["can_hold"])
        self.assertFalse(self.products.with_user(self.store_staff).get_stock_filters()["can_hold"])
        self.assertIn(self.product.categ_id.id, [category["id"] for category in filters["categories"]])

    # === FOLLOWING CHANGES === #

    def test_screen_asks_again_for_its_rows_only(self):
        self._put(self.near, self.product, 5)
        answer = self.product.with_user(self.manager).read_stock(store_ids=self.near.ids)
        self.assertEqual(answer["cells"][self.product.id][self.near.id]["free"], 15)
        self.assertEqual(len(answer["stores"]), 1)

    def test_transaction_sends_one_ping_whatever_it_changed(self):
        self._read_pings()
        other = self._create_product("Other")
        for _time in range(3):
            self._put(self.near, self.product, 1)
            self._put(self.far, other, 1)
        (ping,) = self._read_pings()
        self.assertEqual(ping["payload"]["product_ids"], sorted((self.product + other).ids))

    def test_reservation_sends_a_ping_and_a_count_does_not(self):
        self._read_pings()
        quant = self.env["stock.quant"].search(
            [("product_id", "=", self.product.id), ("location_id", "=", self.near.lot_stock_id.id)]
        )
        quant.with_context(inventory_mode=True).inventory_quantity = 7
        self.assertFalse(self._read_pings(), "a count is a draft until it is applied")
        quant._update_reserved_quantity(self.product, self.near.lot_stock_id, 2)
        self.assertEqual(len(self._read_pings()), 1)

    def test_load_of_everything_names_nothing(self):
        self._read_pings()
        self.env["stock.quant"]._tell_stock_changed(range(MOST_NAMED + 1))
        (ping,) = self._read_pings()
        self.assertIs(ping["payload"]["product_ids"], False)

    # === RIGHTS === #

    def test_store_staff_search_in_their_store(self):
        self.store_staff.store_ids = self.near
        answer = self.products.with_user(self.store_staff).search_stock("xylograph")
        self.assertEqual([store["id"] for store in answer["stores"]], self.near.ids)

    def test_stranger_without_a_login_gets_nothing(self):
        public = self.env.ref("base.public_user")
        with self.assertRaises(AccessError):
            self.products.with_user(public).search_stock("xylograph")

    def test_service_user_of_the_shop_gets_nothing(self):
        with self.assertRaises(AccessError):
            self.products.with_user(self.service_user).search_stock("xylograph")

    # === QUERIES === #

    def test_queries_do_not_grow_with_products_and_stores(self):
        self.env["product.product"].create([{"name": f"Xylograph {n}", "is_storable": True} for n in range(50)])
        self.env.flush_all()
        self._search(limit=51)
        sizes = ((1, self.near), (51, self.all))
        counts = [
            self._count_queries(lambda limit=limit, stores=stores: self._search(stores=stores, limit=limit))
            for limit, stores in sizes
        ]
        self.assertLessEqual(counts[1] - counts[0], 2, counts)

    def _read_pings(self):
        """Return the pings that committing now would send."""
        sent = []
        bus = type(self.env["bus.bus"])
        self.patch(bus, "_sendone", lambda bus, target, kind, message: sent.append({"type": kind, "payload": message}))
        self.env.flush_all()
        self.env.cr.precommit.run()
        return [ping for ping in sent if ping["type"] == PING]


@tagged("post_install", "-at_install")
class TestSearchExport(StoreCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product.write({"name": "=Xylograph", "default_code": "007"})
        cls.products = cls.env(user=cls.manager)["product.product"]

    def _export(self, **kwargs):
        file = self.products.export_stock("xylograph", store_ids=self.stores.ids, **kwargs)
        sheet = load_workbook(BytesIO(b64decode(file["content"]))).active
        return file, [list(row) for row in sheet.values]

    def test_table_has_what_the_screen_shows(self):
        file, (head, row) = self._export()
        self.assertEqual(head[5:], ["Free in all stores", "Near store", "Far store"])
        self.assertEqual(row, ["007", "=Xylograph", None, 100, self.product.uom_id.name, 14, 10, 4])
        self.assertTrue(file["name"].endswith(".xlsx"))
        self.assertEqual((file["rows"], file["left_out"]), (1, 0))

    def test_stores_of_the_table_go_from_the_chosen_one(self):
        _file, (head, _row) = self._export(near_store_id=self.far.id)
        self.assertEqual(head[6:], ["Far store", "Near store"])

    def test_long_table_is_cut_and_says_so(self):
        self._create_product("Xylograph two")
        with patch.object(product_product_export, "MOST_ROWS", 1):
            file, rows = self._export()
        self.assertEqual((len(rows), file["rows"], file["left_out"]), (2, 1, 1))
