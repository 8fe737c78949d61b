import os
from pathlib import Path
from unittest import skipUnless

from odoo.tests import tagged

from odoo.addons.torg_1c.tools.commerceml.reader import read
from odoo.addons.torg_1c.tools.order_lines import sums
from odoo.addons.torg_1c.tools.records import OrderRec, PartnerRec

from .orders import OrdersCommon

SAMPLES = Path(os.environ.get("TORG_FIXTURES") or "") / "commerceml"
ORDERS = (
    "irpsv__commerceml/bitrix-module-6/documents/2/documents.xml",
    "irpsv__commerceml/off-doc-1c/orders.xml",
    "dobromyslov__commerceml-parser/bitrix-query-response-full.xml",
)
PARTNERS = "ArgentCrusade__commerceml/contractors-example.xml"


@tagged("post_install", "-at_install")
@skipUnless((SAMPLES / PARTNERS).exists(), "TORG_FIXTURES names no folder of samples")
class TestOrdersSamples(OrdersCommon):
    """Files of real bases go through: what can be applied is applied, the rest waits or is told."""

    def records(self, name, kind):
        with (SAMPLES / name).open("rb") as stream:
            return [row for row in read(stream) if isinstance(row, kind)]

    def test_orders_of_real_bases_come_in_once(self):
        self.onec.onec_history_before = "2022-01-01"
        for name in ORDERS:
            with self.subTest(name):
                rows = self.records(name, OrderRec)
                content = (SAMPLES / name).read_bytes()
                run = self.load(content)
                counts = self.counts(run, "OrderRec")
                self.assertEqual(sum(counts.values()), len(rows), self.show(run))
                self.know_goods(rows)
                keys = {(row.waits_id, row.waits_sub_id) for row in self.env["torg.onec.parked"].search([])}
                for key in keys:
                    self.finish(self.env["torg.onec.parked"]._replay(self.onec, "offer", {key}))
                waiting = self.env["torg.onec.parked"].search([]).mapped("record_key")
                made = self.env["torg.onec.order.part"].search([("endpoint_id", "=", self.onec.id)])
                refused = self.env["torg.onec.issue"].search([("code", "=", "no_customer")])
                numbers = set(made.mapped("number")) | set(refused.mapped("where"))
                for row in rows:
                    known = row.number in numbers or any(row.id in key for key in waiting)
                    self.assertTrue(known, (row.number, self.show(run)))
                before = self.count_rows()
                self.load(content)
                self.assertEqual(self.count_rows(), before)

    def know_goods(self, rows):
        known = self.env["torg.exchange.link"]
        keys = {key for row in rows for key in sums(row.lines)}
        keys -= known._lookup(self.onec, "offer", list(keys)).keys()
        self.know({key: self._create_product(key[0]) for key in keys})

    def test_customers_of_a_real_base_come_in_once(self):
        rows = self.records(PARTNERS, PartnerRec)
        content = (SAMPLES / PARTNERS).read_bytes()
        run = self.load(content)
        self.assertEqual(self.counts(run, "partner"), {"created": len(rows)}, self.show(run))
        before = self.count_rows()
        self.load(content)
        self.assertEqual(self.count_rows(), before)
