from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from odoo.tests import tagged

from odoo.addons.torg_1c.tools.records import PaymentRec, ShipmentRec
from odoo.addons.torg_store_desk.tests.common import OTHER_KEY

from .common import FullCase


@tagged("post_install", "-at_install")
class TestReturnDay(FullCase):
    """Two bottles for 200 were bought at the counter; one comes back."""

    def setUp(self):
        super().setUp()
        self.order = self.buy()
        self.order.with_user(self.manager).action_take()
        self._move(self.order, "agreed")
        self._commit()
        [self.document] = self.take()
        self._desk().pick(self.order.id, self.order.order_line.id, 2)
        self._commit()
        self._pay(self.order)
        self._desk().hand_over(self.order.id, self.order.pickup_code)
        self._commit()
        self.book()

    def book(self):
        """1C tells what it has in its books: the money and the goods of the whole order."""
        told = {
            "payments": (PaymentRec("P-1", datetime(2026, 3, 3), Decimal(200), "Поступление наличных"),),
            "shipments": (ShipmentRec("S-1", datetime(2026, 3, 3)),),
        }
        run = self.answer([self.document], **told)
        self.assertFalse(self.texts(run), self.show(run))
        self._commit()

    def take_back(self):
        """The customer is back with one of the bottles."""
        reason = self.env.ref("torg_sale.torg_return_reason_defect")
        sold = {str(self.order.order_line.id): 1}
        self._desk().take_back(self.order.id, sold, reason.id, "cash", OTHER_KEY)
        self._commit()

    def test_bottle_is_in_the_store_its_money_with_the_customer_and_1c_repeats_in_vain(self):
        self.assertEqual((self.free_on_site(), self.order.paid_amount), (8, 200))
        self.take_back()
        told = self.read(f"/orders/{self.order.id}")
        self.assertEqual((told["paid"], told["due"], told["payment_status"]), ("100.00", "0.00", "paid"))
        self.assertEqual((self.free_on_site(), self.order.order_line.returned_qty), (9, 1))
        self.document = replace(self.document, comment="again")
        self.book()
        self.assertEqual((self.free_on_site(), self.order.paid_amount, len(self.order.shipment_ids)), (9, 100, 1))
        self.assertEqual(self.order.order_line.qty_delivered, 1)

    def test_site_hears_that_money_and_goods_have_changed(self):
        self.listen()
        self.take_back()
        heard = self.hear("order.paid", "order.changed", "stock.changed")
        self.assertIn(("order.paid", self.order.id), heard)
        self.assertIn(("stock.changed", self.product.id), heard)
