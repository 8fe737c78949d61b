from datetime import timedelta
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.torg_stock.tools.figures import Figure

from .mirror import MirrorCommon


@tagged("post_install", "-at_install")
class TestLoad(MirrorCommon):
    def setUp(self):
        super().setUp()
        self.figures = self.env["torg.stock.figure"]

    def _count_writes(self, verb):
        """Return how many figures, quants and locks `verb()` wrote."""
        self.env.flush_all()
        tables = ("torg_stock_figure", "stock_quant", "torg_stock_lock")
        # sql: names of this list, joined; the ORM knows no versions of rows
        versions = " UNION ALL ".join(f"SELECT '{table}', id, ctid::text FROM {table}" for table in tables)
        # sql: see above
        self.env.cr.execute(versions)
        before = set(self.env.cr.fetchall())
        verb()
        self.env.flush_all()
        # sql: see above
        self.env.cr.execute(versions)
        return len(set(self.env.cr.fetchall()) ^ before)

    # === FIGURES AND QUANTS === #

    def test_figures_become_quants_that_every_screen_shows(self):
        load = self._load((self.product.id, 7, 2), (self.other.id, 4), formed_at=self.now)
        figure = self.figures.search([("product_id", "=", self.product.id)])
        self.assertEqual((figure.on_hand, figure.reserved, figure.free, figure.basis), (7, 2, 5, "reserves"))
        self.assertEqual((figure.load_id, figure.warehouse_id), (load, self.near))
        quant = self._quants(self.other)
        self.assertEqual((quant.quantity, quant.reserved_quantity, quant.company_id), (4, 0, self.env.company))
        self.assertFalse(quant.inventory_quantity_set)
        self.assertTrue(quant.in_date)
        self.assertEqual(quant.inventory_date, self.near.lot_stock_id._get_next_inventory_date())
        product = self.product.with_context(warehouse_id=self.near.id)
        self.assertEqual((product.qty_available, product.free_qty), (5, 5))

    def test_what_the_keeper_tells_decides_what_is_free(self):
        cases = {
            Figure(self.near.id, self.product.id, on_hand=9): ("on_hand", 9),
            Figure(self.near.id, self.product.id, on_hand=9, reserved=2): ("reserves", 7),
            Figure(self.near.id, self.product.id, on_hand=9, reserved=2, frozen=3): ("reserves", 4),
            Figure(self.near.id, self.product.id, free=6): ("free", 6),
            Figure(self.near.id, self.product.id, on_hand=9, reserved=2, free=6): ("free", 6),
            Figure(self.near.id, self.product.id, on_hand=-2): ("on_hand", -2),
        }
        for row, (basis, free) in cases.items():
            with self.subTest(row=row):
                self._load(row)
                figure = self.figures.search([("product_id", "=", self.product.id)])
                self.assertEqual((figure.basis, self._free(self.product)), (basis, free))

    def test_promised_and_frozen_by_the_keeper_are_told_apart_from_ours(self):
        self._load((self.product.id, 10, 4, 1))
        order = self._order(2)
        self._accept(order)
        self._load((self.product.id, 10, 6, 1))
        found = self.product._get_point_availability(self.near)[self.product.id][self.near.id]
        self.assertEqual((found.on_hand, found.reserved, found.free), (5, 2, 3))
        self.assertEqual((found.foreign_reserved, found.frozen), (4, 1))

    def test_stock_is_as_old_as_the_figures(self):
        formed_at = self.now - timedelta(minutes=5)
        self._load((self.product.id, 7), formed_at=formed_at)
        self.assertEqual(self.near.figures_at, formed_at)
        self._load(formed_at=self.now + timedelta(days=1))
        self.assertEqual(self.near.figures_at, self.now, "the clock of the keeper is not believed to be ahead")

    def test_quantities_are_rounded_like_all_others(self):
        self._load((self.product.id, 0.1 + 0.2), (self.other.id, 1.005))
        self.assertEqual(self._free(self.product), 0.3)
        self.assertEqual(self._count_writes(lambda: self._load((self.product.id, 0.3))), 0)

    # === REPEATING === #

    def test_same_message_again_writes_nothing(self):
        rows = [(self.product.id, 7, 2), (self.other.id, 0, 0)]
        self._load(*rows, kind="full")
        self.assertFalse(self.figures.search([("product_id", "=", self.other.id)]), "zero of nothing is no news")
        self.assertEqual(self._count_writes(lambda: self._load(*rows, kind="full")), 0)
        self.assertEqual(self._count_writes(lambda: self._load(*rows)), 0)
        self.assertGreater(self._count_writes(lambda: self._load((self.product.id, 8, 2))), 0)

    def test_same_message_again_writes_nothing_after_a_shipment(self):
        self._load((self.product.id, 7))
        self._ship(self._order(3))
        self.assertEqual(self._free(self.product), 4)
        self.assertEqual(self._count_writes(lambda: self._load((self.product.id, 7))), 0)
        self.assertEqual(self._free(self.product), 4)

    def test_product_told_twice_counts_as_told_last(self):
        load = self._load((self.product.id, 7), (self.product.id, 3))
        self.assertEqual((self._free(self.product), load.row_count, load.changed_count), (3, 2, 1))

    def test_late_message_does_not_bring_the_past_back(self):
        past = self.now
        self._load((self.product.id, 7))
        self._load((self.product.id, 3), (self.other.id, 8), formed_at=past)
        self.assertEqual((self._free(self.product), self._free(self.other)), (7, 8))
        self.assertGreater(self.near.figures_at, past)

    def test_twins_that_core_made_become_one(self):
        self._load((self.product.id, 10))
        order = self._order(3)
        twin = {"product_id": self.product.id, "location_id": self.near.lot_stock_id.id}
        self.env["stock.quant"].create([twin | {"quantity": 2, "reserved_quantity": 1}, twin | {"quantity": -2}])
        self._load((self.product.id, 8))
        self.assertEqual((self._quants().quantity, self._quants().reserved_quantity), (8, 4))
        order._do_unreserve()
        self.assertEqual(self._quants().reserved_quantity, 1)

    # === WHAT IS REFUSED === #

    def test_goods_that_cannot_be_mirrored_are_named_and_the_others_applied(self):
        tracked = self._create_product("Tracked goods", tracking="lot")
        loose = self._create_product("Loose goods", is_storable=False)
        unknown = self.env["product.product"].search([], order="id desc", limit=1).id + 1000
        load = self._load((tracked.id, 5), (loose.id, 5), (unknown, 5), (self.other.id,), (self.product.id, 7))
        self.assertEqual((load.row_count, load.refused_count, load.changed_count), (5, 4, 1))
        reasons = ("Tracked goods: tracked", "Loose goods: its stock is not", f"{unknown}: there is no", "Whisky: no q")
        for reason in reasons:
            self.assertIn(reason, load.refused_text)
        self.assertEqual(self._free(self.product), 7)
        self.assertFalse(self._quants(tracked))

    def test_store_that_odoo_keeps_refuses_figures(self):
        with self.assertRaisesRegex(UserError, "“Far store” is kept by Odoo"):
            self.env["torg.stock.load"]._open(self.stores, "delta")

    def test_stores_that_were_not_named_are_refused(self):
        load = self.env["torg.stock.load"]._open(self.near, "delta")
        with self.assertRaisesRegex(UserError, str(self.far.id)):
            load._apply([Figure(self.far.id, self.product.id, 5)])

    def test_chunk_is_not_larger_than_it_may_be(self):
        load = self.env["torg.stock.load"]._open(self.near, "delta")
        with self.assertRaises(ValueError):
            load._apply([Figure(self.near.id, self.product.id, 5)] * 5001)

    # === FULL MESSAGES === #

    def test_full_message_zeroes_what_it_leaves_out(self):
        self._load((self.product.id, 7, 1), (self.other.id, 4))
        load = self._load((self.product.id, 7, 1), kind="full")
        self.assertEqual((self._free(self.product), self._free(self.other)), (6, 0))
        self.assertEqual((load.zeroed_count, load.state), (1, "done"))
        self.assertEqual(self._count_writes(lambda: self._load((self.product.id, 7, 1), kind="full")), 0)

    def test_first_full_message_replaces_what_odoo_had(self):
        self.assertEqual(self._free(self.product), 10, "what was there when 1C took the store over")
        self._load((self.other.id, 4), kind="full")
        self.assertEqual((self._free(self.product), self._free(self.other)), (0, 4))

    def test_message_of_changes_zeroes_nothing(self):
        self._load((self.product.id, 7), (self.other.id, 4))
        self._load((self.product.id, 6))
        self.assertEqual(self._free(self.other), 4)

    def _load_many(self, number, **vals):
        products = self.env["product.product"].create([{"name": f"Goods {n}", "is_storable": True} for n in range(60)])
        self._load(*[(product.id, 5) for product in products], kind="full")
        return products, self._load(*[(product.id, 5) for product in products[:number]], kind="full", **vals)

    def test_message_that_leaves_out_too_much_waits_for_a_person(self):
        products, load = self._load_many(10)
        self.assertEqual((load.state, load.missing_count), ("fuse", 50))
        self.assertEqual(self._free(products[-1]), 5)
        load.with_user(self.integration_admin).action_zero_missing()
        self.assertEqual((load.state, load.zeroed_count), ("done", 50))
        self.assertEqual((self._free(products[-1]), self._free(products[0])), (0, 5))

    def test_person_may_keep_what_a_message_left_out(self):
        products, load = self._load_many(10)
        load.with_user(self.integration_admin).action_keep_missing()
        self.assertEqual((load.state, self._free(products[-1])), ("done", 5))
        with self.assertRaisesRegex(UserError, "nothing to decide"):
            load.with_user(self.integration_admin).action_zero_missing()

    def test_share_that_may_vanish_is_a_setting(self):
        self.env.company.figure_fuse_percent = 90
        self.assertEqual(self._load_many(10)[1].state, "done")

    def test_only_the_integration_administrator_decides(self):
        load = self._load_many(10)[1]
        for user in (self.director, self.manager, self.store_staff):
            with self.assertRaises(AccessError):
                load.with_user(user).action_zero_missing()

    def test_full_message_of_zeros_waits_for_a_person_too(self):
        products = self._load_many(60)[0]
        load = self._load(*[(product.id, 0) for product in products], kind="full")
        self.assertEqual((load.state, load.missing_count), ("fuse", 60))
        self.assertEqual(self._free(products[0]), 5)

    def test_first_full_message_may_be_cut_short_as_well(self):
        products = self.env["product.product"].create([{"name": f"Goods {n}", "is_storable": True} for n in range(60)])
        for product in products:
            self._put(self.far, product, 5)
        self.far.stock_keeper = "external"
        load = self.far._load_figures([Figure(self.far.id, products[0].id, 5)], "full")
        self.assertEqual((load.state, load.missing_count), ("fuse", 60))
        self.assertEqual(self._free(products[-1], self.far), 5)

    def test_full_message_overtaken_by_a_later_one_changes_nothing(self):
        past = self.now
        self._load((self.product.id, 7), kind="full")
        self._load((self.product.id, 7), kind="full")
        self._pass(hours=1)
        self._load((self.product.id, 7), kind="full")
        late = self._load((self.other.id, 9), kind="full", formed_at=past)
        delta = self._load((self.product.id, 3), formed_at=self.now - timedelta(minutes=30))
        self.assertEqual((self._free(self.product), self._free(self.other)), (7, 0))
        self.assertEqual((late.changed_count, late.zeroed_count, delta.changed_count), (0, 0, 0))

    # === ONE VERB OR THREE === #

    def test_long_message_comes_in_chunks_and_ends_once(self):
        load = self.env["torg.stock.load"]._open(self.near, "full")
        load._apply([Figure(self.near.id, self.product.id, 7)])
        load._apply([Figure(self.near.id, self.other.id, 4)])
        self.assertEqual((load.state, load.row_count, load.changed_count), ("open", 2, 2))
        load._close()
        self.assertEqual((load.state, load.zeroed_count), ("done", 0))
        for verb in (load._close, lambda: load._apply([])):
            with self.assertRaisesRegex(UserError, "closed already"):
                verb()

    def test_open_load_stops_when_odoo_takes_the_store_back(self):
        load = self.env["torg.stock.load"]._open(self.near, "full")
        self.near.stock_keeper = "odoo"
        for verb in (load._close, lambda: load._apply([Figure(self.near.id, self.product.id, 7)])):
            with self.assertRaisesRegex(UserError, "kept by Odoo"):
                verb()

    def test_open_screens_hear_of_a_load(self):
        with patch.object(type(self.env["stock.quant"]), "_tell_stock_changed") as told:
            self._load((self.product.id, 7), (self.other.id, 4))
            self.assertEqual(told.call_args.args[0], {self.product.id, self.other.id})
            told.reset_mock()
            self._load((self.product.id, 7), (self.other.id, 4))
            told.assert_not_called()

    def test_figures_go_with_their_product(self):
        third = self._create_product("Short-lived goods")
        goods = self.product + self.other + third
        self._load(*[(product.id, 1) for product in goods])
        self._load((self.other.id, 0), (third.id, 0))
        self.env["stock.quant"].search([("product_id", "in", (self.other + third).ids)]).unlink()
        figures = self.figures.search([("warehouse_id", "=", self.near.id)])
        self.assertEqual(figures.product_id, goods)
        self.other.unlink()
        third.product_tmpl_id.unlink()
        self.assertEqual(figures.exists().product_id, self.product)

    # === AUDIT AND RIGHTS === #

    def test_every_load_leaves_a_row(self):
        endpoint = self.env["torg.exchange.endpoint"].create({"name": "1C", "code": "ut", "kind": "webhook"})
        load = self._load((self.product.id, 7), (self.other.id, 4), endpoint=endpoint)
        self.assertEqual((load.endpoint_id, load.create_uid), (endpoint, self.env.user))
        self.assertEqual((load.row_count, load.changed_count, load.quant_count, load.closed_at), (2, 2, 2, self.now))
        again = self._load((self.product.id, 7), (self.other.id, 4), endpoint=endpoint)
        self.assertEqual((again.row_count, again.changed_count, again.quant_count), (2, 0, 0))

    def test_people_read_figures_and_nobody_writes_them(self):
        load = self._load((self.product.id, 7))
        figure = self.figures.search([("product_id", "=", self.product.id)])
        readers = {
            figure: (self.manager, self.supervisor, self.director, self.integration_admin),
            load: (self.director, self.integration_admin),
        }
        for record, users in readers.items():
            for user in users:
                record.with_user(user).read()
                for operation in ("write", "create", "unlink"):
                    self.assertFalse(record.with_user(user).has_access(operation))
            for user in (self.store_staff, self.courier, self.stranger):
                self.assertFalse(record.with_user(user).has_access("read"))
