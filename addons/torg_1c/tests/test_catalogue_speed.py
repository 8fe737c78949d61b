from dataclasses import replace
from decimal import Decimal

from odoo.tests import tagged
from odoo.tools import SQL

from odoo.addons.torg_1c.tools.records import GroupRec, ItemRec, TaxRec
from odoo.addons.torg_1c.tools.values import VatRate

from .test_catalogue import PIECE, CatalogueCase

TABLES = (
    "product_template",
    "product_product",
    "product_category",
    "product_template_attribute_line",
    "product_template_attribute_value",
    "product_uom",
    "uom_uom",
)


@tagged("post_install", "-at_install")
class TestCatalogueSpeed(CatalogueCase):
    def rows(self, number):
        """Items with two characteristics each."""
        rows = [GroupRec("g", "Wine")]
        for n in range(number):
            rows.append(
                ItemRec(
                    f"i{n}", f"i{n}", name=f"Wine {n}", article=f"A-{n}", unit=PIECE, group_ids=("g",),
                    barcodes=(f"46{n:011}",), taxes=(TaxRec("VAT", VatRate(Decimal(10))),),
                )
            )  # fmt: skip
        for n in range(number):
            rows += [self.offer(f"i{n}", c, name=f"Wine {n} ({c})", article=f"A-{n}") for c in ("0,5", "1")]
        return rows

    def versions(self):
        """Return when each row of the tables was written last, as the database knows it."""
        self.env.flush_all()
        found = {}
        for table in TABLES:
            rows = SQL("SELECT id, xmin::text, ctid::text FROM %s ORDER BY id", SQL.identifier(table))
            found[table] = self.env.execute_query(rows)
        return found, self.env["mail.message"].search_count([])

    def apply(self, rows):
        """Apply a batch within the registry of what it does."""
        run = self.make_file(rows)._start_run(topic="catalogue")
        self.env.flush_all()
        self.env.invalidate_all()
        return run

    def test_resend_writes_no_product_and_no_message(self):
        rows = self.rows(20)
        self.load_rows(rows, only_changes=False)
        before = self.versions()
        run = self.load_rows(rows, only_changes=False)
        self.assertEqual(self.versions(), before)
        self.assertEqual(self.counts(run, "item"), {"unchanged": 20}, self.show(run))
        self.assertEqual(self.counts(run, "offer"), {"unchanged": 40})

    def test_resend_of_a_batch_asks_little(self):
        rows = self.rows(500)[1:501]
        self.load_rows(rows)
        run = self.apply(rows)
        with self.assertQueryCount(25):
            run._work(60)
        self.assertEqual(self.counts(run, "item"), {"unchanged": 500})

    def test_new_batch_asks_no_question_a_row(self):
        rows = self.rows(500)[1:501]
        self.load_rows([GroupRec("g", "Wine")])
        run = self.apply(rows)
        with self.assertQueryCount(125):
            run._work(60)
        self.assertEqual(self.counts(run, "item"), {"created": 500}, self.show(run))

    def test_batch_of_new_names_asks_no_question_a_product(self):
        rows = self.rows(500)[1:501]
        self.load_rows(rows)
        run = self.apply([replace(row, name=f"{row.name}, new") for row in rows])
        with self.assertQueryCount(100):
            run._work(60)
        self.assertEqual(self.counts(run, "item"), {"changed": 500}, self.show(run))
