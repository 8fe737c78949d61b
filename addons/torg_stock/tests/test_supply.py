from odoo.tests import tagged

from .shortage import ShortageCommon


@tagged("post_install", "-at_install")
class TestSupply(ShortageCommon):
    """The card of a supplier: what came, how late, for how much."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.supplier = cls.env["res.partner"].create({"name": "Distillery", "is_company": True})
        cls.contact = cls.env["res.partner"].create({"name": "Anna", "parent_id": cls.supplier.id})
        cls.product.standard_price = 90

    def _receive(self, quantity, days_ago, promised_ago, partner=None):
        places = (self.suppliers_place, self.near.lot_stock_id)
        partner = partner or self.supplier
        facts = {"days_ago": days_ago, "promised_ago": promised_ago, "partner": partner}
        return self._done_move(self.near, self.product, quantity, *places, **facts)

    def _get_receipts(self):
        return self.env["torg.supply.receipt"].search([("partner_id", "=", self.supplier.id)])

    def test_delay_is_days_between_promise_and_arrival(self):
        self._receive(10, days_ago=2, promised_ago=5)
        self._receive(10, days_ago=2, promised_ago=2)
        self.supplier.invalidate_recordset()
        supplier = self.supplier.with_user(self.director)
        self.assertEqual((supplier.supply_count, supplier.supply_late_days, supplier.supply_late_percent), (2, 1.5, 50))

    def test_receipt_that_nobody_announced_has_its_quantity(self):
        places = (self.suppliers_place, self.near.lot_stock_id)
        self._done_move(self.near, self.product, 4, *places, partner=self.supplier, asked=0)
        self.assertEqual((self._get_receipts().quantity, self._get_receipts().price), (4, 90))

    def test_early_arrival_is_no_delay(self):
        self._receive(10, days_ago=5, promised_ago=2)
        self.assertEqual(self._get_receipts().days_late, 0)

    def test_days_are_those_of_the_company(self):
        self.env.company.trade_tz = "Europe/Moscow"
        morning = self._receive(10, 0, 0)
        # promised for the 11th, which begins in Moscow at 21:00 UTC, and came in its morning
        morning.write({"date_deadline": "2026-03-10 21:00:00", "date": "2026-03-11 07:00:00"})
        self.assertEqual(self._get_receipts().mapped("days_late"), [0])
        # promised for the evening of the 10th, came an hour after its midnight
        morning.write({"date_deadline": "2026-03-10 18:00:00", "date": "2026-03-10 22:00:00"})
        self.env.invalidate_all()
        self.assertEqual(self._get_receipts().mapped("days_late"), [1])

    def test_receipt_from_a_contact_belongs_to_the_company(self):
        self._receive(4, 0, 0, partner=self.contact)
        self.assertEqual(self._get_receipts().quantity, 4)
        self.assertEqual(self.contact.with_user(self.director).supply_count, 1)

    def test_receipt_knows_quantity_store_and_price(self):
        move = self._receive(10, 0, 0)
        receipt = self._get_receipts()
        self.assertEqual((receipt.product_id, receipt.warehouse_id, receipt.quantity), (self.product, self.near, 10))
        self.assertEqual((receipt.amount, receipt.price), (move.value, move.value / 10))
        self.assertEqual(receipt.price, 90)

    def test_shipments_and_open_receipts_are_not_there(self):
        self._sell(self.near, self.product, 1)
        self.assertFalse(self._get_receipts())

    def test_supplier_without_receipts_has_an_honest_zero(self):
        supplier = self.supplier.with_user(self.director)
        self.assertEqual((supplier.supply_count, supplier.supply_late_days), (0, 0))
        self.assertEqual(supplier.action_open_supply()["domain"], [("partner_id", "in", self.supplier.ids)])
