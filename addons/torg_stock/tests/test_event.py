from odoo.tests import TransactionCase, tagged

CODES = ["stock.changed", "product.updated", "category.updated", "store.updated"]


@tagged("post_install", "-at_install")
class TestEvent(TransactionCase):
    """What outside systems hear about goods, stock and stores."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.events = cls.env["torg.exchange.event"].search([("code", "in", CODES)])
        cls.store = cls.env["stock.warehouse"].create({"name": "Sadovaya", "code": "SAD"})
        cls.product = cls.env["product.product"].create({"name": "Cabernet", "is_storable": True})
        cls.env.cr.flush()
        cls.listener = cls.env["torg.exchange.endpoint"].create(
            {"name": "Site", "code": "site-test", "kind": "webhook", "mode": "pull", "event_ids": cls.events.ids}
        )

    def heard(self):
        """Return what was told since the last time: ``[(event, record id)]``."""
        self.env.cr.flush()
        messages = self.env["torg.exchange.message"].search([("endpoint_id", "=", self.listener.id)], order="id")
        found = [(message.event_id.code, message.res_id) for message in messages]
        messages.unlink()
        return found

    def test_product_is_told_once_a_transaction(self):
        self.product.name = "Merlot"
        self.product.product_tmpl_id.write({"default_code": "M-1"})
        self.product.barcode = "4600000000015"
        self.assertEqual(self.heard(), [("product.updated", self.product.id)])

    def test_what_nobody_sees_is_not_told(self):
        self.product.product_tmpl_id.description_picking = "on the upper shelf"
        self.assertEqual(self.heard(), [])

    def test_archived_product_is_told_with_its_variants(self):
        self.product.product_tmpl_id.active = False
        self.assertEqual(self.heard(), [("product.updated", self.product.id)])

    def test_category_and_store_are_told(self):
        category = self.env["product.category"].create({"name": "Wine"})
        self.store.phone = "+7 812 000-00-00"
        self.assertCountEqual(self.heard(), [("category.updated", category.id), ("store.updated", self.store.id)])

    def test_stock_is_told_when_a_quantity_changes(self):
        self.env["stock.quant"]._update_available_quantity(self.product, self.store.lot_stock_id, 5)
        self.assertEqual(self.heard(), [("stock.changed", self.product.id)])

    def test_deleted_product_is_no_fault(self):
        product = self.env["product.product"].create({"name": "Slip"})
        product.unlink()
        self.assertEqual(self.heard(), [])
