from datetime import datetime, timedelta

from odoo.tests import tagged

from odoo.addons.torg_1c.tools.records import ABSENT

from .common import FORMED, OnecCase
from .goods import GoodsMixin


@tagged("post_install", "-at_install")
class TestStock(GoodsMixin, OnecCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.set_up_goods()
        cls.main = cls.map_store()

    def send(self, *rows, **vals):
        return self.load_rows(list(rows), **{"section": "offers", **vals})

    def send_full(self, *files, formed=FORMED, **vals):
        """Send files as one full export and end it."""
        export = self.env["torg.onec.export"].create({"endpoint_id": self.onec.id})
        for rows in files:
            self.send(*rows, only_changes=False, export_id=export.id, formed=formed, **vals)
        export._close()
        return export

    def load_of(self, run):
        return self.env["torg.stock.load"].search([("onec_run_id", "=", run.id)])

    def test_figures_are_what_the_store_has(self):
        run = self.send(self.stock_row(0, 10), self.stock_row(1, "2.5"))
        self.assertEqual(self.stock(self.main), [10, 2.5, 0], self.show(run))
        load = self.load_of(run)
        self.assertEqual((load.kind, load.state), ("delta", "done"))
        self.assertEqual(load.formed_at, datetime(2026, 3, 2, 9, 0))  # three hours before Moscow

    def test_same_figures_again_write_nothing(self):
        self.send(self.store_row(), self.stock_row(0, 10), self.stock_row(1, 0))
        before = self.versions()
        run = self.send(self.store_row(), self.stock_row(0, 10), self.stock_row(1, 0))
        self.assertEqual(before, self.versions())
        self.assertEqual(self.counts(run, "StockRec"), {"unchanged": 2})

    def test_delta_leaves_what_it_does_not_name(self):
        self.send(self.stock_row(0, 10), self.stock_row(1, 5))
        self.send(self.stock_row(1, 4), formed=FORMED + timedelta(hours=1))
        self.assertEqual(self.stock(self.main)[:2], [10, 4])

    def test_full_export_of_several_files_zeroes_what_it_left_out(self):
        self.send(*[self.stock_row(number, 10) for number in range(3)])
        later = FORMED + timedelta(hours=1)
        export = self.send_full([self.stock_row(0, 9)], [self.stock_row(1, 8)], formed=later)
        self.assertEqual(self.stock(self.main), [9, 8, 0])
        load = self.env["torg.stock.load"].search([("onec_export_id", "=", export.id)])
        self.assertEqual((load.kind, load.state, load.zeroed_count), ("full", "done", 1))

    def test_full_export_keeps_what_it_told_before_its_store_was_known(self):
        self.onec.onec_create_stores = True
        self.send_full(
            [self.stock_row(0, 9, "late"), self.stock_row(1, 8, "late")],
            [self.store_row("late")],
            [self.stock_row(2, 7, "late")],
        )
        late = self.env["torg.onec.warehouse"].search([("external_id", "=", "late")])
        self.assertEqual(self.stock(late), [9, 8, 7])

    def test_full_export_leaves_stores_it_does_not_tell_of(self):
        other = self.map_store("other")
        self.send(self.stock_row(0, 10), self.stock_row(0, 7, "other"))
        self.send_full([self.stock_row(0, 9)], formed=FORMED + timedelta(hours=1))
        self.assertEqual((self.stock(self.main)[0], self.stock(other)[0]), (9, 7))

    def test_export_that_broke_off_takes_nothing_away(self):
        self.send(self.stock_row(0, 10), self.stock_row(1, 5))
        export = self.env["torg.onec.export"].create({"endpoint_id": self.onec.id})
        later = FORMED + timedelta(hours=1)
        self.send(self.stock_row(0, 9), only_changes=False, export_id=export.id, formed=later)
        self.load("<КоммерческаяИнформация ВерсияСхемы='2.05'><Каталог>".encode(), export_id=export.id)
        export._close()
        self.assertEqual(self.stock(self.main)[:2], [9, 5])

    def test_row_that_waited_does_not_make_a_delta_full(self):
        self.send(*[self.stock_row(number, 10) for number in range(3)])
        self.send(self.stock_row(7, 5))
        product = self.env["product.product"].create({"name": "Late", "is_storable": True})
        self.env["torg.exchange.link"]._link(self.onec, "offer", {("item-7", ""): product})
        self.env["torg.onec.parked"]._replay(self.onec, "offer", {("item-7", "")})
        run = self.env["torg.onec.run"].search([("state", "=", "waiting")])
        self.finish(run)
        self.assertEqual(self.stock(self.main, self.products + product), [10, 10, 10, 5])
        self.assertEqual(self.load_of(run).formed_at, datetime(2026, 3, 2, 9, 0))

    def test_store_kept_by_odoo_refuses_with_one_remark(self):
        self.main.warehouse_id.stock_keeper = "odoo"
        run = self.send(self.stock_row(0, 10), self.stock_row(1, 10))
        self.assertEqual(self.counts(run, "StockRec"), {"refused": 2})
        self.assertEqual(len(run.issue_ids), 1)
        self.assertEqual(self.stock(self.main)[:2], [0, 0])
        self.main.action_hand_over()
        self.send(self.stock_row(0, 10))
        self.assertEqual(self.stock(self.main)[0], 10)

    def test_total_without_warehouse_goes_to_the_store_of_totals(self):
        run = self.send(self.stock_row(0, 10, ABSENT))
        self.assertEqual((self.counts(run, "StockRec"), len(run.issue_ids)), ({"refused": 1}, 1))
        self.onec.onec_default_store_id = self.main.warehouse_id
        self.send(self.stock_row(0, 10, ABSENT))
        self.assertEqual(self.stock(self.main)[0], 10)

    def test_unknown_warehouse_waits_until_a_person_maps_it(self):
        self.send(self.store_row("new"), self.stock_row(0, 10, "new"))
        mapping = self.env["torg.onec.warehouse"].search([("external_id", "=", "new")])
        self.assertEqual((mapping.target, mapping.waiting_count), ("unmapped", 1))
        mapping.action_create_store()
        self.finish(self.env["torg.onec.run"].search([("state", "=", "waiting")]))
        self.assertEqual(self.stock(mapping)[0], 10)
        self.assertEqual(mapping.warehouse_id.stock_keeper, "external")

    def test_setting_opens_stores_by_itself(self):
        self.onec.onec_create_stores = True
        self.send(self.store_row("auto"), self.stock_row(0, 10, "auto"))
        mapping = self.env["torg.onec.warehouse"].search([("external_id", "=", "auto")])
        self.assertEqual((mapping.warehouse_id.name, self.stock(mapping)[0]), ("Store auto", 10))

    def test_last_figure_of_a_pair_counts(self):
        self.send(self.stock_row(0, 10), self.stock_row(0, 8))
        self.assertEqual(self.stock(self.main)[0], 8)

    def test_goods_that_cannot_be_mirrored_are_named(self):
        self.products[0].is_storable = False
        run = self.send(self.stock_row(0, 10), self.stock_row(1, 5))
        self.assertEqual(self.stock(self.main)[1], 5)
        self.assertIn("Goods 0", self.texts(run)[0])

    def test_two_bases_keep_their_own_stores(self):
        branch = self.make_onec("branch")
        self.link_offers(self.products, branch)
        other = self.map_store("main", branch)
        self.send(self.stock_row(0, 10))
        self.send(self.stock_row(0, 3), endpoint=branch)
        self.assertEqual((self.stock(self.main)[0], self.stock(other)[0]), (10, 3))

    def test_reserve_that_a_base_tells_is_kept_apart_and_a_resend_writes_nothing(self):
        rows = [self.stock_row(0, 10, reserved=4), self.stock_row(1, 5, reserved=0)]
        self.send_full(rows)
        figure = self.env["torg.stock.figure"].search([("product_id", "=", self.products[0].id)])
        self.assertEqual((figure.on_hand, figure.reserved, figure.free, figure.basis), (10, 4, 6, "reserves"))
        self.assertEqual(self.stock(self.main), [6, 5, 0])
        before = self.versions()
        self.send_full(rows, formed=FORMED + timedelta(hours=1))
        self.assertEqual(before, self.versions())

    def test_reserve_that_is_gone_is_free_again(self):
        self.send_full([self.stock_row(0, 10, reserved=4), self.stock_row(1, 5, reserved=5)])
        self.assertEqual(self.stock(self.main), [6, 0, 0])
        later = FORMED + timedelta(hours=1)
        self.send_full([self.stock_row(0, 10, reserved=0), self.stock_row(1, 5)], formed=later)
        self.assertEqual(self.stock(self.main), [10, 5, 0], "told as nothing, or not told any more")

    def test_on_hand_where_the_base_tells_it(self):
        self.onec.onec_stock_kind = "on_hand"
        self.send(self.stock_row(0, 10))
        figure = self.env["torg.stock.figure"].search([("product_id", "=", self.products[0].id)])
        self.assertEqual((figure.on_hand, figure.basis), (10, "on_hand"))
