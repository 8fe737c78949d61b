from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from odoo.tests import tagged

from odoo.addons.torg_1c.tools.records import HeaderRec, OrderEventRec, OrderRec, PaymentRec, ShipmentRec

from .odata_orders import OdataOrdersCommon
from .orders import NOW, AnswerCommon

PAID = PaymentRec("P-1", datetime(2026, 3, 3), Decimal(150), "Выплата наличных денег")
SHIPPED = ShipmentRec("S-1", datetime(2026, 3, 4))
VOID = "<ЗначенияРеквизитов><ЗначениеРеквизита><Наименование>{}</Наименование><Значение>{}</Значение>" \
    "</ЗначениеРеквизита></ЗначенияРеквизитов>"  # fmt: skip


@tagged("post_install", "-at_install")
class TestOrdersWithdrawn(AnswerCommon):
    """Money and goods of an order that 1C tells otherwise than before: withdrawn, of another day, apart from it."""

    def child(self, quantity=1, day=4, **vals):
        """A shipment below the order, with lines."""
        date, lines = datetime(2026, 3, day), (self.line(quantity=quantity),)
        return OrderRec("c", "S-1", operation_code="shipment", date=date, lines=lines, **vals)

    def tell_event(self, **vals):
        """1C tells of money or goods apart from the order."""
        return self.load([HeaderRec("3.1", NOW), OrderEventRec("event#1", self.row.id, **vals)])

    # === MONEY === #

    def test_payment_that_1c_withdraws_is_paid_no_more(self):
        self.back(payments=(PAID,))
        self.back(payments=(replace(PAID, posted=False),))
        self.assertEqual(self.order.paid_amount, 0)
        self.back(payments=(PAID,))
        self.assertEqual((self.order.paid_amount, len(self.order.payment_ids)), (150, 1))

    def test_payment_corrected_to_nothing_is_nothing(self):
        self.back(payments=(PAID,))
        self.back(payments=(replace(PAID, amount=Decimal(0)),))
        self.assertEqual(self.order.paid_amount, 0)

    def test_payment_of_another_day_is_the_same_document(self):
        self.back(payments=(PAID,))
        self.back(payments=(replace(PAID, date=datetime(2026, 3, 5)),))
        self.assertEqual(self.order.payment_ids.mapped("amount"), [150])
        self.assertEqual(self.order.payment_ids.date.day, 4, "midnight of the fifth in Moscow")

    def test_number_of_another_year_is_another_document(self):
        self.back(payments=(replace(PAID, amount=Decimal(50)),))
        self.back(payments=(replace(PAID, date=datetime(2027, 1, 11)),))
        self.assertEqual(self.order.paid_amount, 200)

    def test_cash_and_bank_count_their_documents_by_themselves(self):
        bank = replace(PAID, amount=Decimal(50), operation="Выплата безналичных денег")
        for _time in range(2):
            self.back(payments=(PAID, bank), comment=str(_time))
            self.assertEqual(sorted(self.order.payment_ids.mapped("amount")), [50, 150])

    def test_mark_paid_is_what_is_left_of_what_the_site_has_told(self):
        self.order._register_payment(120, "site", "web-1")
        self.back(paid=True)
        self.assertEqual(self.order.paid_amount, self.order.amount_total)

    # === GOODS === #

    def test_shipment_that_does_not_stand_ships_nothing(self):
        self.back(children=(self.child(deleted=True),))
        self.back(shipments=(replace(SHIPPED, posted=False),))
        self.assertEqual(self.order.order_line.qty_delivered, 0)

    def test_shipment_that_1c_withdraws_is_told_to_a_person(self):
        self.back(shipments=(SHIPPED,))
        run = self.answer([self.row], shipments=(replace(SHIPPED, posted=False),))
        self.assertIn("has withdrawn the shipment S-1", " ".join(self.texts(run)))
        self.assertEqual(self.order._get_delivery_status(), "full")

    def test_shipment_of_another_day_ships_once(self):
        self.back(children=(self.child(),))
        self.back(children=(self.child(day=5),))
        self.assertEqual(self.order.order_line.qty_delivered, 1)

    def test_return_of_another_day_comes_back_once(self):
        self.back(children=(self.child(2),))
        for day in (6, 7):
            back = replace(self.child(1, day), id="r", number="R-1", operation_code="return")
            self.back(children=(self.child(2), back))
            self.assertEqual(self.order.order_line.returned_qty, 1)

    def test_documents_below_an_order_are_read_with_their_marks(self):
        below = "".join(
            f"<ПодчиненныйДокумент><Ид>{number}</Ид><Номер>{number}</Номер><Дата>2026-03-03</Дата>"
            f"<ХозОперация>{operation}</ХозОперация><Сумма>200</Сумма>{VOID.format(*mark)}</ПодчиненныйДокумент>"
            for number, operation, mark in (
                ("П-7", "Выплата наличных денег", ("ПометкаУдаления", "true")),
                ("Р-7", "Отпуск товара", ("Проведен", "false")),
            )
        )
        text = (
            '<КоммерческаяИнформация ВерсияСхемы="2.10" ДатаФормирования="2026-03-02T12:00:00"><Документ>'
            f"<Ид>{self.row.id}</Ид><Номер>{self.row.number}</Номер><Дата>2026-03-02</Дата>"
            f"<ХозОперация>Заказ товара</ХозОперация><ПодчиненныеДокументы>{below}</ПодчиненныеДокументы>"
            "</Документ></КоммерческаяИнформация>"
        )
        self.load(text.encode())
        self.assertEqual((self.order.paid_amount, self.order.order_line.qty_delivered), (0, 0))

    # === APART FROM THE ORDER === #

    def test_money_of_a_cancelled_order_does_not_bring_it_back(self):
        self.back(cancelled=True)
        self.tell_event(payments=(PAID,))
        self.assertEqual(self.order.paid_amount, 150)
        self.assertTrue(self.part(self.order).is_cancelled)

    def test_money_of_an_order_that_is_not_posted_reserves_nothing_there(self):
        self.onec.onec_reserves_orders = True
        part = self.part(self.order)
        self.back(posted=True)
        self.assertTrue(part.is_reserved)
        self.back(posted=False)
        self.tell_event(payments=(PAID,))
        self.assertFalse(part.is_reserved)


@tagged("post_install", "-at_install")
class TestOdataWithdrawn(OdataOrdersCommon):
    """The same by OData: a document that was read before and does not stand any more."""

    def setUp(self):
        super().setUp()
        self.customer.write({"is_company": True, "vat": "7728168971", "kpp": "772801001"})
        self.order = self.make_confirmed()
        self._commit()
        self.onec._deliver_waiting()
        rows = self.base.rows["Document_ЗаказКлиента"].values()
        [self.document] = [row for row in rows if row["НомерПоДаннымКлиента"] == self.order.name]

    def tell(self, table=None, row=None, **vals):
        """Change a row of the base, have everything read, and apply it."""
        if row:
            self.base.put(table, vals, row["Ref_Key"])
        self.read("orders")
        self.apply_all()

    def test_payment_that_is_posted_no_more_is_paid_no_more(self):
        payment = self.seeds.add_payment(self.base, self.document, self.order.amount_total)
        self.tell()
        self.assertEqual(self.order.payment_status, "paid")
        self.tell("Document_ПоступлениеБезналичныхДенежныхСредств", payment, Posted=False)
        self.assertEqual((self.order.payment_status, self.order.paid_amount), ("none", 0))

    def test_draft_that_is_saved_twice_ships_nothing(self):
        shipment = self.seeds.add_shipment(self.base, self.document)
        table = "Document_РеализацияТоваровУслуг"
        self.tell(table, shipment, Posted=False)
        self.tell(table, shipment, Posted=False)
        self.assertEqual(self.order._get_delivery_status(), "none")
        self.tell(table, shipment, Posted=True)
        self.assertEqual(self.order._get_delivery_status(), "full")
