from odoo.tests import tagged

from .goods import GoodsMixin
from .odata_common import OdataCase

STREAMS = ("catalogue", "prices", "stock", "partners", "orders")


@tagged("post_install", "-at_install")
class TestOdataWhole(GoodsMixin, OdataCase):
    """A whole base comes through OData as it would by files, and what changes in it follows."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.connect()
        cls.onec.odata_order_days = 36500
        cls.runs = cls.env["torg.onec.run"]
        for topic in STREAMS:
            cls.read(topic)
            cls.runs |= cls.apply_all()
        of_base = [("endpoint_id", "=", cls.onec.id)]
        cls.env["torg.onec.price.type"].search(of_base).action_create_price_list()
        cls.env["torg.onec.warehouse"].search(of_base).action_create_store()
        cls.apply_all()

    def offer(self, number, place=0):
        """Return the product of an offer."""
        item, _hash, characteristic = self.export.offer_ids(number)[place].partition("#")
        links = self.env["torg.exchange.link"]._lookup(self.onec, "offer", [(item, characteristic)])
        return self.env["product.product"].browse(links.values())

    def mapping(self, model, kind, number):
        key = self.export.guid(kind, number)
        return self.env[model].search([("endpoint_id", "=", self.onec.id), ("external_id", "=", key)])

    def test_no_row_was_left_out(self):
        rows = self.runs.issue_ids.filtered(lambda issue: issue.level == "row")
        self.assertFalse(rows, rows.mapped("text"))

    def test_goods_prices_and_stock_are_those_of_1c(self):
        product = self.offer(3, 1)
        self.assertEqual(product.name, self.export.name(3))
        self.assertEqual(product.product_template_variant_value_ids.mapped("name"), ["0,5 л"])
        retail = self.mapping("torg.onec.price.type", "price_type", 1)
        self.assertEqual(self.prices(retail, product), [self.export.price(3, 1, 1) / 100])
        store = self.mapping("torg.onec.warehouse", "store", 1)
        self.assertEqual(self.stock(store, product), [self.export.quantity(3, 1, 1)])

    def test_customers_come_with_their_numbers(self):
        [partner] = self.env["res.partner"].search([("vat", "=", self.seeds.inn(1))])
        self.assertEqual((partner.is_company, partner.kpp), (True, "770101001"))

    def test_orders_of_1c_come_once_with_their_money(self):
        part = self.env["torg.onec.order.part"].search([("number_1c", "=", "УТ00-000002")])
        self.assertEqual(len(part), 1)
        order = self.base.rows["Document_ЗаказКлиента"][self.export.guid("order", 1)]
        self.assertEqual(part.order_id.amount_total, order["СуммаДокумента"])
        self.seeds.add_payment(self.base, order, order["СуммаДокумента"])
        self.read("orders")
        self.apply_all()
        self.assertEqual(part.order_id.payment_status, "paid")
        self.read("orders")
        self.assertEqual(self.env["torg.onec.order.part"].search_count([("number_1c", "=", "УТ00-000002")]), 1)

    def test_payment_of_an_order_nobody_knows_waits_for_it(self):
        order = {"Ref_Key": self.export.guid("order", 9), "Товары": []}
        self.seeds.add_payment(self.base, order, 100)
        self.read("orders")
        runs = self.apply_all()
        self.assertEqual(self.counts(runs, "OrderEventRec"), {"parked": 1})
        made = self.seeds.add_order(self.base, self.export, 9)
        self.base.put("Document_ЗаказКлиента", {"Контрагент_Key": self.export.guid("partner", 1)}, made["Ref_Key"])
        self.read("orders")
        self.apply_all()
        part = self.env["torg.onec.order.part"].search([("number_1c", "=", "УТ00-000010")])
        self.assertEqual(part.order_id._get_amount_due(), part.order_id.amount_total - 100)

    def test_a_sale_in_1c_is_seen_here_after_the_next_reading(self):
        product, store = self.offer(3, 1), self.mapping("torg.onec.warehouse", "store", 1)
        item, _hash, characteristic = self.export.offer_ids(3)[1].partition("#")
        left = self.export.quantity(3, 1, 1)
        self.base.move_stock(item, self.export.guid("store", 1), -left + 1, characteristic)
        self.read("stock")
        self.apply_all()
        self.assertEqual(self.stock(store, product), [1])

    def test_second_reading_writes_no_business_row(self):
        before = self.versions()
        for topic in STREAMS:
            self.schedule(topic).action_read_anew()
            self.read(topic)
        self.apply_all()
        self.assertEqual(self.versions() ^ before, set())
