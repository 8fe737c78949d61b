import base64

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .orders import OrdersCommon
from .soap import SoapMixin


@tagged("post_install", "-at_install")
class TestDocumentAsk(SoapMixin, OrdersCommon):
    """A manager asks 1C for a document where the order or the customer stands before him."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["torg.onec.web.profile"].search([]).active = False
        cls.set_up_soap()

    def add_invoice(self):
        return self.env["torg.onec.web.profile"].create(
            {"name": "Invoice", "code": "test-ask", "endpoint_id": self.onec.id, "url": self.server.documents_url}
        )

    def ask(self, record):
        action = record.with_user(self.manager).action_ask_onec_document()
        return self.env[action["res_model"]].with_user(self.manager).browse(action["res_id"])

    def test_invoice_comes_and_is_kept_with_the_order(self):
        self.add_invoice()
        order = self.make_confirmed()
        ask = self.ask(order)
        self.assertEqual((ask.code, ask.needs, ask.number), ("test-ask", "number", order.name))
        ask.number = "DEMO-7"  # of the emulated base
        action = ask.action_ask()
        [kept] = self.env["ir.attachment"].search([("res_model", "=", "sale.order"), ("res_id", "=", order.id)])
        self.assertIn(str(kept.id), action["url"])
        self.assertEqual((kept.name, kept.mimetype), ("Счет DEMO-7.pdf", "application/pdf"))
        self.assertTrue(kept.raw.startswith(b"%PDF"))

    def test_customer_sees_what_is_for_him_and_nothing_else(self):
        self.add_invoice()
        order = self.make_confirmed()
        ask = self.ask(order)
        ask.write({"number": "DEMO-7", "for_customer": False})
        ask.action_ask()
        self.assertFalse(order.customer_document_ids)
        ask.for_customer = True
        ask.action_ask()
        [document] = order.customer_document_ids
        self.assertEqual((document.name, document.code), ("Счет DEMO-7.pdf", "test-ask"))
        self.assertEqual(document.partner_id, order.partner_id)
        self.assertTrue(base64.b64decode(document.file).startswith(b"%PDF"))

    def test_refusal_of_1c_is_shown_to_the_manager(self):
        self.add_invoice()
        ask = self.ask(self.customer)
        ask.number = "404"
        with self.assertRaisesRegex(UserError, "Заказ 404 не найден"):
            ask.action_ask()
        ask.number = False
        with self.assertRaisesRegex(UserError, "“number”"):
            ask.action_ask()
        self.assertFalse(
            self.env["ir.attachment"].search([("res_model", "=", "res.partner"), ("res_id", "=", self.customer.id)])
        )

    def test_without_documents_it_is_said_who_sets_them_up(self):
        with self.assertRaisesRegex(UserError, "integration administrator"):
            self.ask(self.customer)

    def test_strangers_ask_nothing(self):
        self.add_invoice()
        courier = new_test_user(self.env, "ask_courier", "torg_base.group_courier")
        with self.assertRaises(AccessError):
            self.customer.with_user(courier).action_ask_onec_document()
