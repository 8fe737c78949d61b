from odoo.tests import tagged

from .common import OrderCommon

SECRETS = ("Anna", "916", "anna@example.com", "intercom 12")


@tagged("post_install", "-at_install")
class TestForget(OrderCommon):
    """A person who is forgotten is gone from the orders, too; their sums stay."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.sends_order_letters = True
        cls.order = cls.env["sale.order"]._make_request(
            phone="+7 916 123-45-67", name="Anna", text="Anna, intercom 12", email="anna@example.com"
        )
        cls.order.partner_id.email = "anna@example.com"
        cls.order.order_line = [
            (0, 0, {"product_id": cls.product.id, "product_uom_qty": 1, "price_unit": 100, "tax_ids": []})
        ]
        cls.order.message_log_ids._send_waiting()
        cls.order._move_to_stage(cls.stages["cancelled"], "system", {"cancel_reason_id": cls.reason.id})

    def _get_words(self, records):
        kinds = ("char", "text", "html")
        names = [name for name, field in records._fields.items() if field.type in kinds and field.store]
        return " ".join(str(record[name]) for record in records for name in names if record[name])

    def test_nothing_of_the_person_is_left_in_orders_and_what_belongs_to_them(self):
        order = self.order
        kept = (order, order.inquiry_ids, order.message_log_ids, order.assignment_ids, order.journal_ids)
        before = " ".join(map(self._get_words, kept))
        self.assertTrue(all(secret in before for secret in SECRETS), before)
        order.partner_id._anonymize()
        after = " ".join(map(self._get_words, kept))
        self.assertEqual([secret for secret in SECRETS if secret in after], [])
        self.assertTrue(order.request_number)
