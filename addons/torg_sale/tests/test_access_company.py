from odoo.tests import tagged

from odoo.addons.torg_sale.tests.common import OrderCommon


@tagged("post_install", "-at_install")
class TestAccessCompany(OrderCommon):
    """Another company sees nothing of an order, though nobody has taken it or its people see all orders of theirs."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.order = cls._make_order()
        cls.order._keep_baseline("api")
        cls.order._register_payment(50, "till")
        cls.order._register_shipment({cls.order.order_line: 2}, "1c", "R-1")
        back = cls.order._register_return({cls.order.order_line: 1}, "till", "B-1")
        cls.customer.phone = "+7 916 123-45-67"
        cls.request = cls.env["sale.order"]._make_request(phone="+7 916 123-45-67", text="Call me")
        (cls.order | cls.request).user_id = False
        message = cls.env["torg.order.message"].create(
            {"order_id": cls.order.id, "kind": "email", "occasion": "stage", "key": "test"}
        )
        assignment = cls.env["torg.order.assignment"].create(
            {"order_id": cls.order.id, "user_id": cls.manager.id, "kind": "taken", "reason": "Test"}
        )
        cls.env.cr.flush()
        cls.rows = [
            *(cls.order.journal_ids[:1], cls.order.payment_ids, cls.order.shipment_ids, back, back.line_ids, message),
            *(assignment, cls.request.inquiry_ids, cls.order.baseline_ids, cls.order.baseline_line_ids),
        ]

    def _look(self, person):
        return [records._name for records in self.rows if records.with_user(person).has_access("read")]

    def test_people_of_the_company_read_them(self):
        names = [records._name for records in self.rows]
        self.assertTrue(all(self.rows))
        self.assertEqual(self._look(self.director), names)

    def test_people_of_another_company_do_not(self):
        other = self.env["res.company"].create({"name": "Another company"})
        people = self.manager | self.supervisor | self.director
        people.write({"company_ids": [(6, 0, other.ids)], "company_id": other.id})
        for person in people:
            self.assertEqual(self._look(person), [], person.login)
