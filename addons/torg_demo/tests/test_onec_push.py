import tempfile
from pathlib import Path

from odoo.tests import tagged
from odoo.tools import SQL

from odoo.addons.torg_1c.tests.common import OnecMixin
from odoo.addons.torg_1c.tools.kinds import ITEM, OFFER, PARTNER, WAREHOUSE

from .common import DemoCase

# What people work with; messages, files, runs, links and mappings are the exchange's own.
BUSINESS = (
    "product_template", "product_product", "product_category", "product_attribute", "product_attribute_value",
    "product_template_attribute_line", "product_template_attribute_value", "product_pricelist_item", "product_uom",
    "torg_price_revision", "torg_price_conflict", "torg_price_history", "res_partner", "res_partner_bank",
    "torg_phone_number", "stock_warehouse", "stock_quant", "stock_move", "torg_stock_figure", "sale_order",
    "mail_message",
)  # fmt: skip


@tagged("post_install", "-at_install")
class TestOnecPush(OnecMixin, DemoCase):
    """1C of the demo company sends what both sides have: nothing changes here."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.onec = cls.env["torg.demo"]._get_onec()

    def push(self):
        """Apply the three files as a push brings them; return their runs."""
        runs = self.env["torg.onec.run"]
        for name, content in self.demo._export_onec().items():
            runs |= self.load(content, name=name, endpoint=self.onec)
        return runs

    def fingerprint(self):
        """Return ``{table: (rows, hash of their columns)}``; when a store heard of its stock last is no business."""
        self.env.flush_all()
        found = {}
        for table in BUSINESS:
            row = SQL("(to_jsonb(t) - 'figures_at' - 'write_date')::text" if table == "stock_warehouse" else "t::text")
            query = SQL("SELECT count(*), md5(string_agg(%s, '|' ORDER BY t.id)) FROM %s t", row, SQL.identifier(table))
            self.env.cr.execute(query)
            found[table] = self.env.cr.fetchone()
        return found

    def test_first_push_writes_no_business_row_and_no_message(self):
        before = self.fingerprint()
        runs = self.push()
        self.assertEqual(runs.mapped("state"), ["done"] * 3, [self.show(run) for run in runs])
        self.assertEqual(self.texts(runs), [])
        changed = {table for table, value in self.fingerprint().items() if value != before[table]}
        self.assertEqual(changed, set())
        self.assertFalse(self.env["torg.onec.parked"].search([("endpoint_id", "=", self.onec.id)]))
        seen = sum(self.counts(run, kind).get("unchanged", 0) for run in runs for kind in (ITEM, OFFER))
        self.assertGreaterEqual(seen, len(self.get_demo_records("product.template", "product_")))

    def test_export_has_all_goods_stores_prices_and_customers(self):
        files = self.demo._export_onec()
        links = self.env["torg.exchange.link"]
        counted = {
            ITEM: files["import0_1.xml"].count("<Товар>".encode()),
            OFFER: files["offers0_1.xml"].count("<Предложение>".encode()),
            PARTNER: files["contragents.xml"].count("<Контрагент>".encode()),
            WAREHOUSE: files["offers0_1.xml"].partition("<Предложения>".encode())[0].count("<Склад>".encode()),
        }
        for kind, count in counted.items():
            known = links.search_count([("endpoint_id", "=", self.onec.id), ("kind", "=", kind)])
            self.assertEqual(count, known, kind)
            self.assertTrue(known, kind)
        self.assertEqual(counted[WAREHOUSE], 6)
        self.assertEqual(files["offers0_1.xml"].count("<ИдТипаЦены>".encode()), 2 * counted[OFFER])

    def test_what_1c_changes_is_the_only_change(self):
        self.push()
        product = self.get_demo("variant_101001")
        before = self.fingerprint()
        files = self.demo._export_onec()
        old = f"<Наименование>{product.name}</Наименование>".encode()
        self.assertIn(old, files["import0_1.xml"])
        run = self.load(
            files["import0_1.xml"].replace(old, "<Наименование>Новое</Наименование>".encode()), endpoint=self.onec
        )
        self.assertEqual(run.state, "done", self.show(run))
        self.assertEqual(product.name, "Новое")
        changed = {table for table, value in self.fingerprint().items() if value != before[table]}
        self.assertLessEqual(changed, {"product_template", "product_product"})

    def test_stock_that_1c_keeps_is_the_same_on_both_sides(self):
        figures = self.env["torg.stock.figure"].search([])
        store = figures.warehouse_id[:1]
        self.assertEqual(store.stock_keeper, "external")
        before = {row.id: row.on_hand for row in figures}
        quants = self.env["stock.quant"].search([("location_id", "=", store.lot_stock_id.id)])
        told = {quant.id: quant.quantity for quant in quants}
        self.push()
        self.env.invalidate_all()
        self.assertEqual({row.id: row.on_hand for row in figures}, before)
        self.assertEqual({quant.id: quant.quantity for quant in quants}, told)

    def test_folder_is_written_for_the_emulator(self):
        with tempfile.TemporaryDirectory() as folder:
            self.demo._write_onec_export(folder)
            names = sorted(path.name for path in Path(folder).iterdir())
        self.assertEqual(names, ["contragents.xml", "import0_1.xml", "offers0_1.xml"])
