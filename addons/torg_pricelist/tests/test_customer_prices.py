import random
from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.tests import tagged
from odoo.tools import SQL, float_round

from .common import PriceCommon


@tagged("post_install", "-at_install")
class TestCustomerPrices(PriceCommon):
    def _get_quote(self, product=None, partner=None, **options):
        product = product or self.cabernet
        return product._get_customer_prices(partner or self.shop, **options)[product.id]

    # === ONE PRICE === #

    def test_client_gets_the_price_of_his_list(self):
        quote = self._get_quote()
        self.assertEqual((quote.price, quote.base_price, quote.discount), (465.0, 500.0, 7.0))
        self.assertEqual(quote.pricelist_id, self.wholesale.id)
        self.assertEqual(quote.rule_id, self.wholesale_rule.id)
        self.assertEqual(quote.currency_id, self.wholesale.currency_id.id)

    def test_nobody_gets_the_price_for_everybody(self):
        everybody = self._create_pricelist("Everybody", sequence=-100)
        self._create_rule(everybody, product_id=self.cabernet.id, fixed_price=512.0)
        quote = self.cabernet._get_customer_prices()[self.cabernet.id]
        self.assertEqual((quote.price, quote.pricelist_id), (512.0, everybody.id))

    def test_chosen_list_wins_over_the_one_of_the_client(self):
        self.assertEqual(self._get_quote(pricelist=self.retail).price, 500.0)

    def test_without_a_list_the_price_is_the_products_own(self):
        quote = self._get_quote(pricelist=self.env["product.pricelist"], explain=True)
        self.assertEqual((quote.price, quote.rule_id, quote.pricelist_id), (500.0, False, False))
        self.assertEqual([step.kind for step in quote.steps], ["list_price"])

    def test_no_products_no_prices(self):
        self.assertEqual(self.env["product.product"]._get_customer_prices(self.shop), {})

    def test_each_product_has_its_quantity(self):
        self._create_rule(self.retail, product_id=self.water.id, fixed_price=35.0, min_quantity=12)
        self._create_rule(self.retail, product_id=self.cabernet.id, fixed_price=450.0, min_quantity=6)
        quantities = {self.water.id: 12, self.cabernet.id: 5}
        quotes = self.products._get_customer_prices(self.passer_by, quantities=quantities)
        self.assertEqual([quotes[product.id].price for product in self.cabernet | self.water], [500.0, 35.0])

    def test_date_decides(self):
        monday = fields.Datetime.to_datetime("2026-10-05 00:00:00")
        self._create_rule(
            self.retail, product_id=self.water.id, fixed_price=38.0, date_end=monday - timedelta(seconds=1)
        )
        self._create_rule(self.retail, product_id=self.water.id, fixed_price=45.0, date_start=monday)
        before, after = (
            self._get_quote(self.water, self.passer_by, date=monday + timedelta(seconds=shift)).price
            for shift in (-1, 0)
        )
        self.assertEqual((before, after), (38.0, 45.0))

    def test_dozen_costs_twelve_times_more(self):
        self.assertEqual(self._get_quote(uom=self.env.ref("uom.product_uom_dozen")).price, 465.0 * 12)

    def test_price_is_rounded_to_kopecks(self):
        self.cabernet.list_price = 333.33
        quote = self._get_quote(explain=True)
        self.assertEqual((quote.price, quote.base_price, quote.discount), (310.0, 333.33, 7.0))
        self.assertEqual(quote.steps[-1].kind, "digits")

    def test_surcharge_is_no_negative_discount(self):
        self.wholesale_rule.percent_price = -10.0
        quote = self._get_quote()
        self.assertEqual((quote.price, quote.base_price, quote.discount), (550.0, 550.0, 0.0))

    def test_other_currency_goes_through_the_rate(self):
        yen = self.env.ref("base.JPY")
        yen.active = True
        self.env["res.currency.rate"].create({"name": "2020-01-01", "rate": 0.01, "currency_id": yen.id})
        abroad = self._create_pricelist("Abroad", currency_id=yen.id)
        self._create_rule(
            abroad, compute_price="formula", base="pricelist", base_pricelist_id=self.retail.id, price_discount=0
        )
        quote = self._get_quote(pricelist=abroad, explain=True)
        self.assertEqual((quote.price, quote.currency_id), (5.0, yen.id))
        self.assertEqual([step.kind for step in quote.steps], ["choice", "list_price", "currency"])

    def test_order_line_agrees_with_the_verb(self):
        order = self.env["sale.order"].create(
            {"partner_id": self.shop.id, "order_line": [(0, 0, {"product_id": self.cabernet.id})]}
        )
        quote = self._get_quote(date=order.date_order)
        line = order.order_line
        self.assertEqual((line.price_unit, line.discount), (quote.base_price, quote.discount))
        self.assertEqual(line.pricelist_item_id.id, quote.rule_id)

    # === HOOK === #

    def test_addon_lowers_the_price_and_the_discount_shows_it(self):
        def halve(products, quotes, request):
            self.assertEqual(request.partner, self.shop)
            for quote in quotes.values():
                quote.price /= 2

        with patch.object(self.env.registry["product.product"], "_adjust_customer_prices", halve):
            quote = self._get_quote()
        self.assertEqual((quote.price, quote.base_price, quote.discount), (232.5, 500.0, 53.5))

    # === THE SAME AS CORE === #

    def test_two_thousand_prices_equal_those_of_core(self):
        chance = random.Random(19)
        products = self._create_assortment(chance, 40)
        pricelists = self._create_random_pricelists(chance, products, 5)
        for moment in ("2026-01-15 12:00:00", "2026-06-15 12:00:00"):
            date = fields.Datetime.to_datetime(moment)
            for pricelist in pricelists:
                for quantity in (1, 3, 7, 100, 2.5):
                    self._assert_as_core(products, pricelist, quantity, date)

    def test_templates_take_their_rules_from_the_book_too(self):
        chance = random.Random(7)
        products = self._create_assortment(chance, 20)
        for pricelist in self._create_random_pricelists(chance, products, 3):
            self._assert_template_rules_as_core(products.product_tmpl_id, pricelist)

    def _assert_as_core(self, products, pricelist, quantity, date):
        expected = pricelist._compute_price_rule(products, quantity, date=date)
        quotes = products._get_customer_prices(self.shop, quantities=quantity, date=date, pricelist=pricelist)
        for product in products:
            price, rule_id = expected[product.id]
            self.assertEqual(quotes[product.id].rule_id, rule_id)
            self.assertEqual(quotes[product.id].price, float_round(price, precision_digits=2))

    def _assert_template_rules_as_core(self, templates, pricelist):
        from odoo.addons.torg_pricelist.tools.price_rule_book import PriceRuleBook  # noqa: PLC0415

        date = fields.Datetime.now()
        book = PriceRuleBook(templates, date)
        expected = pricelist._compute_price_rule(templates, 5, date=date)
        for template in templates:
            found = pricelist._compute_price_rule(template, 5, date=date, price_rule_book=book)
            self.assertEqual(found[template.id], expected[template.id])

    def _create_assortment(self, chance, count):
        categories = self.drinks | self.wine | self.wine.copy({"name": "Red", "parent_id": self.wine.id})
        return self.env["product.product"].create(
            [
                {
                    "name": f"Goods {index}",
                    "list_price": chance.randint(100, 99999) / 100,
                    "standard_price": chance.randint(100, 9999) / 100,
                    "categ_id": chance.choice(categories.ids),
                }
                for index in range(count)
            ]
        )

    def _create_random_pricelists(self, chance, products, count):
        pricelists = self.env["product.pricelist"]
        for index in range(count):
            pricelist = self._create_pricelist(f"Random {index}")
            rules = [self._prepare_random_rule(chance, products, pricelists) for _rule in range(60)]
            for rule in rules:
                self._create_rule(pricelist, **rule)
            pricelists += pricelist
        return pricelists

    def _prepare_random_rule(self, chance, products, bases):
        product = chance.choice(products)
        scope = chance.choice(
            [
                {"product_id": product.id},
                {"product_tmpl_id": product.product_tmpl_id.id},
                {"categ_id": product.categ_id.id},
                {"applied_on": "3_global"},
            ]
        )
        dates = chance.choice([{}, {"date_start": "2026-03-01"}, {"date_end": "2026-03-01"}])
        return scope | dates | {"min_quantity": chance.choice([0, 0, 2, 5, 50])} | self._prepare_sum(chance, bases)

    def _prepare_sum(self, chance, bases):
        base = {"base": chance.choice(["list_price", "standard_price"])}
        if bases and chance.random() < 0.5:
            base = {"base": "pricelist", "base_pricelist_id": chance.choice(bases.ids)}
        formula = {
            "compute_price": "formula",
            "price_discount": chance.randint(-30, 30),
            "price_round": chance.choice([0, 0.5, 10]),
            "price_surcharge": chance.choice([0, -1, 5.25]),
        }
        return chance.choice(
            [
                {"compute_price": "fixed", "fixed_price": chance.randint(1, 99999) / 100},
                {"compute_price": "percentage", "percent_price": chance.randint(-10, 40), **base},
                formula | base,
            ]
        )

    # === SPEED === #

    def test_page_of_fifty_costs_as_many_queries_as_two(self):
        products = self._create_assortment(random.Random(1), 50)
        products._get_customer_prices(self.shop)
        for page in (products[:2], products):
            self.env.invalidate_all()
            with self.assertQueryCount(16):
                page._get_customer_prices(self.shop)

    def test_three_hundred_products_cost_no_more_queries_than_one(self):
        products = self._create_assortment(random.Random(2), 300)
        products._get_customer_prices(self.shop)
        with self.assertQueryCount(3):
            products[:1]._get_customer_prices(self.shop)
        with self.assertQueryCount(3):
            products._get_customer_prices(self.shop)

    def test_rules_of_a_page_are_found_by_the_index_among_closed_rows(self):
        rules = [
            {"pricelist_id": self.retail.id, "product_id": self.water.id, "fixed_price": 1} for _rule in range(500)
        ]
        self.env["product.pricelist.item"].create(rules)
        self.env.flush_all()
        domain = self.retail._get_applicable_rules_domain(self.cabernet, fields.Datetime.now())
        query = self.env["product.pricelist.item"]._search(domain).select()
        self.env.cr.execute("ANALYZE product_pricelist_item")
        self.env.cr.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off")
        self.env.cr.execute(SQL("EXPLAIN %s", query))
        plan = "\n".join(row[0] for row in self.env.cr.fetchall())
        self.assertIn("BitmapOr", plan)
        self.assertIn("product_pricelist_item_row_index", plan)
