import base64

from odoo.tests import tagged

from odoo.addons.torg_sale.tests.common import OrderCommon

PDF = base64.b64encode(b"%PDF-1.4 invoice")


@tagged("post_install", "-at_install")
class TestCustomerDocument(OrderCommon):
    """Files that a customer sees, and those that stay among colleagues."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        events = cls.env["torg.exchange.event"].search([("code", "in", ("document.ready", "order.changed"))])
        cls.listener = cls.env["torg.exchange.endpoint"].create(
            {"name": "Site", "code": "test-documents", "kind": "webhook", "mode": "pull", "event_ids": events.ids}
        )
        cls.order = cls._make_order()
        cls.env.cr.flush()
        cls.env.cr.postcommit.clear()

    def publish(self, user=None):
        return self.order.with_user(user or self.manager)._publish_document("Invoice.pdf", PDF, "invoice")

    def hear(self):
        """What the site was told since it was asked last, as pairs (event, id)."""
        self.env.cr.flush()
        self.env.cr.postcommit.clear()
        messages = self.env["torg.exchange.message"].search([("endpoint_id", "=", self.listener.id)])
        told = [(row.event_id.code, row.res_id) for row in messages.sorted("revision")]
        messages.unlink()
        return told

    def test_published_file_is_told_with_its_order(self):
        self.hear()
        document = self.publish()
        self.assertEqual((document.partner_id, document.company_id), (self.customer, self.env.company))
        self.assertEqual(self.hear(), [("document.ready", document.id), ("order.changed", self.order.id)])

    def test_new_content_is_ready_again_and_a_new_name_is_not(self):
        document = self.publish()
        self.hear()
        document.name = "Invoice 7.pdf"
        self.assertEqual(self.hear(), [("order.changed", self.order.id)])
        document.file = base64.b64encode(b"%PDF-1.4 corrected")
        self.assertEqual(self.hear(), [("document.ready", document.id), ("order.changed", self.order.id)])

    def test_withdrawn_file_changes_the_order(self):
        document = self.publish()
        self.hear()
        document.unlink()
        self.assertEqual(self.hear(), [("order.changed", self.order.id)])

    def test_document_follows_its_order_to_another_customer(self):
        document = self.publish()
        boris = self.env["res.partner"].create({"name": "Boris"})
        self.order.partner_id = boris
        self.assertEqual(document.partner_id, boris)

    def test_customer_has_papers_of_no_order(self):
        self.hear()
        act = self.customer.with_user(self.manager)._publish_document("Act.pdf", PDF)
        self.assertEqual((act.partner_id, act.order_id), (self.customer, self.order.browse()))
        self.assertEqual(self.hear(), [("document.ready", act.id)])

    def test_forgotten_person_leaves_no_papers(self):
        anna = self.env["res.partner"].create({"name": "Anna"})
        act = anna._publish_document("Act.pdf", PDF)
        anna._anonymize()
        self.assertFalse(act.exists())

    def test_manager_publishes_for_own_orders_only(self):
        document = self.publish()
        for person in (self.manager, self.supervisor, self.director):
            self.assertTrue(document.with_user(person).has_access("write"), person.login)
        for person in (self.other_manager, self.stranger, self.store_staff, self.courier, self.service_user):
            self.assertFalse(document.with_user(person).has_access("read"), person.login)
