from odoo.tests import tagged

from .common import DemoCase, read_table


@tagged("post_install", "-at_install")
class TestMinimums(DemoCase):
    def test_nearly_all_goods_have_a_supplier_with_a_price_and_a_lead_time(self):
        suppliers = self.get_demo_records("res.partner", "supplier_")
        self.assertEqual(len(suppliers), len(read_table("suppliers")))
        offers = self.env["product.supplierinfo"].search([("partner_id", "in", suppliers.ids)])
        goods = self.get_demo_records("product.template")
        self.assertGreater(len(offers.product_tmpl_id), 0.9 * len(goods))
        self.assertTrue(all(offer.price > 0 and offer.delay for offer in offers))

    def test_wine_comes_in_boxes_at_the_price_of_the_box(self):
        wine = self.get_demo("variant_101001")
        offer = wine.seller_ids
        self.assertEqual((offer.product_uom_id.name, offer.min_qty), ("коробка 6 шт", 2))
        self.assertAlmostEqual(offer.price, 6 * wine.standard_price, 2)

    def test_every_store_has_minimums_that_the_scheduler_leaves_alone(self):
        stores = self.get_demo_records("stock.warehouse")
        minimums = self.env["stock.warehouse.orderpoint"].search([("warehouse_id", "in", stores.ids)])
        self.assertEqual(minimums.warehouse_id, stores)
        self.assertEqual((set(minimums.mapped("trigger")), set(minimums.mapped("by_rule"))), ({"manual"}, {True}))

    def test_screen_of_shortages_is_worth_opening_on_the_first_day(self):
        answer = self.env["product.product"].search_shortage()
        self.assertGreater(answer["total"], 20)
        self.assertLess(answer["total"], 250, "not everything is missing")
        self.assertGreater(answer["empty"], 5)
        self.assertTrue(any(answer["transfers"].values()))

    def test_there_is_something_to_buy(self):
        proposals = self.env["torg.purchase.proposal"]._make()
        self.assertGreater(len(proposals.filtered("line_ids")), 2)
        self.assertTrue(all(line.subtotal > 0 for line in proposals.line_ids))
