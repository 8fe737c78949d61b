from odoo import Command, fields
from odoo.tests import tagged

from odoo.addons.torg_sale.tests.common import OrderCommon


@tagged("post_install", "-at_install")
class TestPaymentInvoice(OrderCommon):
    """Money that comes by core's invoices, of which one may be for several orders."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product.invoice_policy = "order"
        cls.small, cls.big = cls._make_order(1), cls._make_order(2)
        cls.orders = cls.small | cls.big
        cls.orders.action_confirm()

    def _invoice(self, orders):
        invoice = orders._create_invoices()
        invoice.invoice_date = fields.Date.today()
        invoice.action_post()
        return invoice

    def _pay(self, invoice, amount):
        """Reconcile the invoice with money that came to the bank; less than nothing is money that went."""
        owed = invoice.line_ids.filtered(lambda line: line.display_type == "payment_term")
        bank = self.env["account.journal"].search(
            [("type", "=", "bank"), ("company_id", "=", invoice.company_id.id)], limit=1
        )
        sides = (owed.account_id, -amount), (bank.default_account_id, amount)
        lines = [
            Command.create({"account_id": account.id, "partner_id": owed.partner_id.id, "balance": balance})
            for account, balance in sides
        ]
        entry = self.env["account.move"].create({"move_type": "entry", "journal_id": bank.id, "line_ids": lines})
        entry.action_post()
        (owed | entry.line_ids.filtered(lambda line: line.account_id == owed.account_id)).reconcile()

    def test_paid_invoice_pays_its_order(self):
        self._pay(self._invoice(self.small), 100)
        self.assertEqual((self.small.paid_amount, self.small.payment_status), (100, "paid"))
        self.assertEqual((self.big.paid_amount, self.big.payment_status), (0, "none"))

    def test_one_invoice_of_two_orders_pays_each_its_own(self):
        invoice = self._invoice(self.orders)
        self.assertEqual(len(invoice), 1)
        self._pay(invoice, 300)
        self.assertEqual(self.orders.mapped("paid_amount"), [100, 200])
        self.assertEqual(set(self.orders.mapped("payment_status")), {"paid"})
        self.assertEqual([order._get_amount_due() for order in self.orders], [0, 0])

    def test_part_of_a_common_invoice_is_shared_by_what_the_orders_cost(self):
        self._pay(self._invoice(self.orders), 100)
        self.assertEqual(self.orders.mapped("paid_amount"), [33.33, 66.67])
        self.assertEqual(set(self.orders.mapped("payment_status")), {"partial"})

    def test_credit_note_that_was_paid_out_takes_the_money_back(self):
        invoice = self._invoice(self.small)
        self._pay(invoice, 100)
        refund = invoice._reverse_moves()
        refund.action_post()
        self._pay(refund, -100)
        self.assertEqual((self.small.paid_amount, self.small.payment_status), (0, "none"))
