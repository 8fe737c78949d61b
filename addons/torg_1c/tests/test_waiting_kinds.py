from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from unittest.mock import patch

from odoo.tests import tagged

from odoo.addons.torg_1c.models.torg_onec_applier import TorgOnecApplier
from odoo.addons.torg_1c.tools.records import AgreedPriceRec, AgreementRec, DirectoryRec

from .common import FORMED
from .odata_common import OdataCase

REPORT = """<?xml version="1.0" encoding="UTF-8"?>
<КоммерческаяИнформация ВерсияСхемы="2.05" ДатаФормирования="2026-03-02T12:00:00">
  <Документ>
    <Ид>report-1</Ид><Номер>РМ-1</Номер><Дата>2026-03-01</Дата><Время>21:00:00</Время>
    <ХозОперация>Отчет о розничных продажах</ХозОперация><Роль>Продавец</Роль><Валюта>руб</Валюта><Сумма>690</Сумма>
    <Товары><Товар><Ид>rum</Ид><Наименование>Rum</Наименование>
      <ЦенаЗаЕдиницу>690</ЦенаЗаЕдиницу><Количество>1</Количество><Сумма>690</Сумма></Товар></Товары>
  </Документ>
</КоммерческаяИнформация>"""


@tagged("post_install", "-at_install")
class TestWaitingKinds(OdataCase):
    """What no addon handles yet is read, kept and shown, and applied once an addon registers a handler for it."""

    def parked(self):
        rows = self.env["torg.onec.parked"].search([("endpoint_id", "=", self.onec.id)])
        return rows.filtered(lambda row: row.waits_kind == "handler")

    def replay(self, *kinds):
        """Install an addon that handles these kinds: its handlers are all it brings. Return what they get."""
        applied = []
        known = self.env["torg.onec.applier"]._get_handlers()
        handlers = {**known, **{kind: f"_apply_test_{kind.replace(':', '_')}" for kind in kinds}}
        with ExitStack() as stack:
            stack.enter_context(patch.object(TorgOnecApplier, "_get_handlers", lambda applier: handlers))
            for kind in kinds:
                verb = patch.object(
                    TorgOnecApplier,
                    f"_apply_test_{kind.replace(':', '_')}",
                    lambda applier, work, rows: applied.extend(rows),
                    create=True,
                )
                stack.enter_context(verb)
            self.env["torg.onec.parked"]._cron_replay()
            self.apply_all()
        return applied

    def test_contracts_limits_and_balances_of_odata_wait_for_their_addon(self):
        self.connect()
        told = self.kinds(self.read("partners"))
        wanted = {name: told[name] for name in ("ContractRec", "CreditLimitRec", "BalanceRec")}
        self.assertTrue(all(wanted.values()), told)
        self.apply_all()
        kept = self.parked().mapped("record_kind")
        self.assertEqual({name: kept.count(name) for name in wanted}, wanted)
        applied = self.replay(*wanted)
        names = [type(row).__name__ for row in applied]
        self.assertEqual({name: names.count(name) for name in wanted}, wanted)
        self.assertFalse(self.parked().filtered(lambda row: row.record_kind in wanted))

    def test_own_prices_and_least_sum_of_an_agreement_are_kept_with_it(self):
        own = (AgreedPriceRec("rum", price=Decimal(590)), AgreedPriceRec("gin", price_type_id="wholesale"))
        told = AgreementRec("a1", name="Cafe", partner_id="p1", prices=own, minimum=Decimal(5000))
        self.load_rows([told], section="partners")
        self.assertEqual(self.parked().mapped("record_kind"), ["AgreementRec"])
        self.load_rows([replace(told, minimum=Decimal(7000))], section="partners", formed=FORMED + timedelta(hours=1))
        self.assertEqual(len(self.parked()), 1, "the last word waits")
        self.assertEqual(self.replay("AgreementRec"), [replace(told, minimum=Decimal(7000))])

    def test_report_on_retail_sales_is_kept_whole_and_is_no_order(self):
        orders = self.env["sale.order"].search_count([])
        run = self.load(REPORT.encode())
        self.assertEqual(run.state, "done", self.show(run))
        self.assertEqual(self.env["sale.order"].search_count([]), orders)
        parked = self.env["torg.onec.parked"].search([("endpoint_id", "=", self.onec.id)])
        self.assertEqual((parked.waits_kind, parked.waits_id), ("handler", "OrderRec:retail_report"), self.show(run))
        self.assertIn("690", parked.record)
        [report] = self.replay("OrderRec:retail_report")
        self.assertEqual((report.number, report.lines[0].quantity, report.total), ("РМ-1", 1, 690))
        self.assertFalse(self.parked())

    def test_outlets_of_a_partner_are_kept_until_an_addon_takes_them(self):
        told = [
            DirectoryRec("outlets", "Торговые точки", key, (("Наименование", name), ("Контрагент", "p1")))
            for key, name in (("o1", "Bakery 1"), ("o2", "Bakery 2"))
        ]
        partners = self.env["res.partner"].search_count([])
        self.load_rows(told, section="directory")
        self.load_rows([replace(told[0], fields=(("Наименование", "Bakery one"),))], section="directory")
        self.assertEqual(self.env["res.partner"].search_count([]), partners)
        self.assertEqual(self.parked().mapped("record_kind"), ["DirectoryRec"] * 2)
        self.assertIn("Торговые точки", self.parked()[0].display_name + self.parked()[0].record_text)
        applied = self.replay("DirectoryRec")
        self.assertEqual({dict(row.fields)["Наименование"] for row in applied}, {"Bakery 2", "Bakery one"})
        self.assertFalse(self.parked())

    def test_document_of_an_operation_that_nobody_knows_is_no_order(self):
        orders = self.env["sale.order"].search_count([])
        self.load(REPORT.replace("Отчет о розничных продажах", "Перемещение товаров").encode())
        self.assertEqual(self.env["sale.order"].search_count([]), orders)
        self.assertEqual(self.parked().waits_id, "OrderRec:other")
