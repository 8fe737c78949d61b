import tempfile
from pathlib import Path
from unittest.mock import patch

from odoo.tests import tagged
from odoo.tools import SQL

from odoo.addons.torg_1c.models import torg_onec_run_work_told

from .goods_files import GoodsFilesCase

NUMBERS = {"items": 6, "offers": 2, "price_types": 2, "stores": 2}


@tagged("post_install", "-at_install")
class TestRunTold(GoodsFilesCase):
    """A file that says the same again is not read, and everything is as if it had been."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(patch.object(torg_onec_run_work_told, "LEAST", 1))

    def setUp(self):
        super().setUp()
        self.data = self.make_data(**NUMBERS)
        self.endpoint = self.make_base("told")
        self.first = self.send_again()

    def send_again(self, **told):
        """Send a whole export; return its runs by the beginning of the file's name."""
        with tempfile.TemporaryDirectory() as folder:
            data = self.make_data(**NUMBERS, **told)
            return self.send(self.endpoint, [Path(folder) / name for name in data.write(folder)])

    def later(self):
        return self.data.formed.replace(hour=20)

    def is_known(self, runs):
        """Return the beginnings of the names of files that were known."""
        return {name for name, run in runs.items() if run.same_as_id}

    def read_versions(self):
        """Return the rows of business tables, with what tells when they were written."""
        self.env.flush_all()
        parts = [
            SQL("SELECT %s, id, xmin::text, ctid::text FROM %s", table, SQL.identifier(table)) for table in self.TABLES
        ]
        return set(self.env.execute_query(SQL(" UNION ALL ").join(parts)))

    def test_the_same_export_is_known_and_writes_nothing(self):
        before = self.read_versions()
        runs = self.send_again(formed=self.later())
        self.assertEqual(self.is_known(runs), set(runs), [self.show(run) for run in self.first.values()])
        self.assertEqual(self.read_versions(), before)
        self.assertEqual(self.counts(runs["price"], "PriceRec"), {"unchanged": 24})
        self.assertEqual(self.counts(runs["rests"], "StockRec"), {"unchanged": 24})

    def test_stock_is_as_of_the_repetition(self):
        stores = self.endpoint.onec_warehouse_ids.warehouse_id
        self.assertEqual(len(stores), 2)
        self.send_again(formed=self.later())
        self.assertEqual(set(stores.mapped("figures_at")), {self.endpoint._to_utc(self.later())})

    def test_what_another_file_left_out_is_gone_all_the_same(self):
        """Half of the stock is told by a file that is known, the other half is not told at all."""
        wanted = self.read_goods(self.endpoint)
        with tempfile.TemporaryDirectory() as folder:
            files = [Path(folder) / name for name in self.data.write(folder)]
            rests = next(file for file in files if file.name.startswith("rests"))
            first, second = self.halve(rests)
            self.send(self.endpoint, [*files[:-1], first, second])
            runs = self.send(self.endpoint, [*files[:-1], first])
        self.assertIn("rests", self.is_known(runs))
        told = [tuple((key + "#").split("#")[:2]) for number in range(3) for key in self.data.offer_ids(number)]
        self.assertEqual(self.read_goods(self.endpoint)[1], [row for row in wanted[1] if row[1] in told])
        self.assertGreater(len(wanted[1]), len(self.read_goods(self.endpoint)[1]))

    def test_what_a_delta_changed_meanwhile_is_told_again(self):
        wanted = self.read_goods(self.endpoint)
        for number, name in ((0, "price"), (1, "rests")):
            day = self.data.formed.replace(day=10 + number)
            self.send_delta(name, day)
            self.assertNotEqual(self.read_goods(self.endpoint)[number], wanted[number])
            runs = self.send_again(formed=day.replace(hour=20))
            self.assertNotIn(name, self.is_known(runs))
            self.assertEqual(self.read_goods(self.endpoint)[number], wanted[number])

    def send_delta(self, name, formed):
        """Send other prices, or other stock, of two items."""
        with tempfile.TemporaryDirectory() as folder:
            names = self.make_data(**NUMBERS, revision=1, formed=formed).write(folder, changed=2)
            self.send(self.endpoint, [Path(folder) / path for path in names if Path(path).name.startswith(name)])

    def test_deleted_product_is_made_anew(self):
        links = self.env["torg.exchange.link"].search([("endpoint_id", "=", self.endpoint.id), ("kind", "=", "item")])
        product = self.env["product.template"].browse(links[0].res_id)
        self.env["stock.quant"].search([("product_id", "in", product.product_variant_ids.ids)]).sudo().unlink()
        product.unlink()
        runs = self.send_again()
        self.assertNotIn("impor", {name for name in self.is_known(runs) if runs[name].counts.get("item")})
        self.assertTrue(self.env["product.template"].browse(links[0].res_id).exists())

    def test_file_with_remarks_is_read_again(self):
        with tempfile.TemporaryDirectory() as folder:
            rests = Path(folder) / self.data.write(folder)[-1]
            rests.write_text(rests.read_text().replace("<Количество>", "<Количество>?", 1))
            for _time in range(2):
                run = self.send(self.endpoint, [rests])["rests"]
                self.assertEqual((len(run.issue_ids), run.same_as_id.id), (1, False), self.show(run))

    def test_file_that_a_person_has_applied_again_is_read(self):
        run = self.env["torg.onec.run"].search([("endpoint_id", "=", self.endpoint.id)], limit=1)
        again = run.file_id._start_run(topic=run.topic)
        self.finish(again)
        self.assertEqual((again.state, again.same_as_id.id), ("done", False))

    def test_change_of_any_figure_is_seen(self):
        run = self.env["torg.onec.run"].search(
            [("endpoint_id", "=", self.endpoint.id), ("topic", "=", "stock")], limit=1
        )
        world = run._get_world(run.counts)
        self.assertEqual(run._get_world(run.counts), world)
        figure = self.env["torg.stock.figure"].search(
            [("warehouse_id", "in", self.endpoint.onec_warehouse_ids.warehouse_id.ids)]
        )
        with self.env.cr.savepoint():  # a transaction of its own to the database
            figure[-1:].sudo().formed_at = "2020-01-01"
            self.env.flush_all()
        self.assertNotEqual(run._get_world(run.counts), world)
