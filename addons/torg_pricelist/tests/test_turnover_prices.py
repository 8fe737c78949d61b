from datetime import timedelta

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .common_turnover import TurnoverCommon


@tagged("post_install", "-at_install")
class TestTurnoverPrices(TurnoverCommon):
    """Cabernet 500, water 40; the shop buys wholesale at −7 %, the passer-by at retail."""

    def _quote(self, partner, product=None, **values):
        product = product or self.cabernet
        return product._get_customer_prices(partner, explain=True, **values)[product.id]

    def _order(self, partner, *products, **values):
        lines = [Command.create({"product_id": product.id, "product_uom_qty": 3}) for product in products]
        return self.env["sale.order"].create({"partner_id": partner.id, "order_line": lines, **values})

    # === THE VERB === #

    def test_level_is_a_discount_from_the_price_and_says_so(self):
        self._buy(self.passer_by, 100_000)
        quote = self._quote(self.passer_by)
        self.assertEqual((quote.price, quote.base_price, quote.discount), (475.0, 500.0, 5.0))
        step = next(step for step in quote.steps if step.kind == "tier")
        self.assertIn("Test table", step.title)
        self.assertIn("5 %", step.title)
        self.assertEqual(step.amount, 475.0)

    def test_better_of_price_list_and_level_applies(self):
        self._buy(self.shop, 100_000)
        quote = self._quote(self.shop)
        self.assertEqual((quote.price, quote.discount), (465.0, 7.0))
        self.assertFalse([step for step in quote.steps if step.kind == "tier"])

    def test_level_greater_than_the_price_list_takes_its_place(self):
        self._publish_table(self._create_table(levels=((100_000, 10),)))
        self._buy(self.shop, 100_000)
        self.assertEqual(self._quote(self.shop).price, 450.0)

    def test_level_and_price_list_add_up_when_the_company_says_so(self):
        self.env.company.tier_composition = "add"
        self._buy(self.shop, 100_000)
        quote = self._quote(self.shop)
        self.assertEqual((quote.price, quote.discount), (440.0, 12.0))

    def test_price_never_falls_below_the_minimum(self):
        self.cabernet.minimum_price = 490
        self._buy(self.passer_by, 100_000)
        quote = self._quote(self.passer_by)
        self.assertEqual((quote.price, quote.steps[-1].kind), (490.0, "limit"))

    def test_minimum_does_not_take_back_what_the_price_list_gives(self):
        self.cabernet.minimum_price = 490
        self.env.company.tier_composition = "add"
        self._buy(self.shop, 100_000)
        self.assertEqual(self._quote(self.shop).price, 465.0)

    def test_excluded_goods_keep_their_price(self):
        self._buy(self.passer_by, 100_000)
        self.cabernet.no_tier = True
        self.assertEqual(self._quote(self.passer_by).price, 500.0)
        self.cabernet.no_tier = False
        self.drinks.no_tier = True
        self.assertEqual(self._quote(self.passer_by).price, 500.0, "by the category above")

    def test_services_keep_their_price(self):
        self._buy(self.passer_by, 100_000)
        service = self._create_product("Delivery", 300.0, self.drinks, type="service", is_storable=False)
        self.assertEqual(self._quote(self.passer_by, service).price, 300.0)

    def test_discount_only_on_the_categories_of_the_table(self):
        self.table.action_archive_table()
        self.table.sudo().date_to = self.today - timedelta(days=1)
        self._publish_table(self._create_table(discount_category_ids=self.wine.ids))
        self._buy(self.passer_by, 100_000)
        self.assertEqual(self._quote(self.passer_by).price, 475.0)
        self.assertEqual(self._quote(self.passer_by, self.water).price, 40.0)

    def test_level_gives_a_price_list(self):
        self._publish_table(self._create_table(levels=((30_000, {"pricelist_id": self.wholesale.id}),)))
        self._buy(self.passer_by, 30_000)
        quote = self._quote(self.passer_by)
        self.assertEqual((quote.price, quote.steps[-1].kind), (465.0, "tier"))
        line = self._order(self.passer_by, self.cabernet).order_line
        self.assertEqual((line.price_unit, line.discount, line.tier_discount), (500.0, 7.0, 7.0))

    def test_nobody_in_particular_has_no_level(self):
        self._buy(self.passer_by, 100_000)
        self.assertEqual(self._quote(None, pricelist=self.retail).price, 500.0)

    def test_page_of_prices_costs_the_same_queries_with_a_level(self):
        many = self.env["product.product"].create(
            [{"name": f"Wine {index}", "list_price": 100 + index, "categ_id": self.wine.id} for index in range(200)]
        )
        self._buy(self.passer_by, 100_000)

        def count(products):
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            products._get_customer_prices(self.passer_by)
            return self.cr.sql_log_count - before

        count(many)  # what is read once for all
        self.assertEqual(count(many[:20]), count(many))

    # === ORDERS === #

    def test_order_line_has_the_discount_and_no_line_is_negative(self):
        self._buy(self.passer_by, 100_000)
        order = self._order(self.passer_by, self.cabernet, self.water, self.cabernet)
        self.assertEqual(order.order_line.mapped("discount"), [5.0, 5.0, 5.0])
        self.assertEqual(order.order_line.mapped("tier_discount"), [5.0, 5.0, 5.0])
        self.assertEqual(order.order_line.mapped("price_unit"), [500.0, 40.0, 500.0])
        self.assertGreater(min(order.order_line.mapped("price_total")), 0)

    def test_order_and_verb_say_the_same_to_the_kopeck(self):
        self.env.company.tier_composition = "add"
        self.cabernet.list_price = 333.33
        self.cabernet.minimum_price = 299.99
        for levels in (((1, 2.5),), ((1, 3.33),), ((1, 4),)):
            self._publish_table(self._create_table(levels=levels))
            self._buy(self.shop, 100, self.today - timedelta(days=self.Entry.search_count([])))
            order = self._order(self.shop, self.cabernet)
            line, quote = order.order_line, self._quote(self.shop, quantities=3)
            self.assertEqual(line.discount, quote.discount)
            self.assertEqual(self.env.company.currency_id.round(line._get_discounted_price()), quote.price)

    def test_discount_given_by_hand_is_nobody_s_level(self):
        self._buy(self.passer_by, 100_000)
        order = self._order(self.passer_by, self.cabernet)
        order.order_line.discount = 20
        self.assertEqual((order.order_line.discount, order.order_line.tier_discount), (20.0, 0.0))
        line = {"product_id": self.water.id, "discount": 15}
        order.order_line = [Command.create(line)]
        self.assertEqual((order.order_line[-1].discount, order.order_line[-1].tier_discount), (15.0, 0.0))

    def test_updated_prices_follow_the_level(self):
        order = self._order(self.passer_by, self.cabernet)
        self.assertEqual(order.order_line.discount, 0.0)
        self._buy(self.passer_by, 100_000)
        order.action_update_prices()
        self.assertEqual((order.order_line.discount, order.order_line.tier_discount), (5.0, 5.0))

    def test_quotation_written_in_the_form_has_the_discount(self):
        self._buy(self.passer_by, 100_000)
        with Form(self.env["sale.order"].with_user(self.manager)) as form:
            form.partner_id = self.passer_by
            with form.order_line.new() as line:
                line.product_id = self.cabernet
                self.assertEqual(line.discount, 5.0)
        order = form.record
        self.assertEqual((order.order_line.discount, order.order_line.tier_discount), (5.0, 5.0))

    # === WHO SEES === #

    def test_manager_of_another_customer_gets_no_answer(self):
        self._buy(self.passer_by, 100_000)
        self.passer_by.user_id = self.manager
        self.assertEqual(self._quote(self.passer_by).price, 475.0)
        with self.assertRaises(AccessError):
            self.cabernet.with_user(self.other_manager)._get_customer_prices(self.passer_by)
        prices = self.cabernet.with_user(self.manager)._get_customer_prices(self.passer_by)
        self.assertEqual(prices[self.cabernet.id].price, 475.0)

    def test_stand_in_manager_sells_at_the_customer_s_price(self):
        self._buy(self.passer_by, 100_000)
        self.passer_by.user_id = self.manager
        order = self._order(self.passer_by, self.cabernet, user_id=self.other_manager.id)
        order = order.with_user(self.other_manager)
        order.order_line.product_uom_qty = 7
        self.assertEqual(order.order_line.discount, 5.0)

    def test_customer_s_own_level_is_theirs_to_use(self):
        self._buy(self.passer_by, 100_000)
        portal = self.env["res.users"].create(
            {
                "name": "Passer",
                "login": "torg_passer",
                "partner_id": self.passer_by.id,
                "group_ids": [Command.set(self.env.ref("base.group_portal").ids)],
            }
        )
        self.assertEqual([level.percent for level in self.passer_by.with_user(portal)._get_tier_levels()], [5.0])
        self._buy(self.shop, 100_000)
        with self.assertRaises(AccessError):
            self.shop.with_user(portal).commercial_partner_id._get_tier_levels()

    def test_card_tells_level_turnover_and_what_is_left(self):
        self._buy(self.shop, 85_000)
        self.shop.user_id = self.manager
        facts = {fact["code"]: fact for fact in self.shop.with_user(self.manager)._get_customer_card_facts()}
        self.assertEqual(facts["tier"]["level"], "success")
        for word in ("3 %", "85", "15", "5 %"):
            self.assertIn(word, facts["tier"]["value"])
        facts = {fact["code"] for fact in self.shop.with_user(self.other_manager)._get_customer_card_facts()}
        self.assertNotIn("tier", facts)

    def test_customers_with_a_level_have_a_printed_list_of_their_own(self):
        self.assertEqual(self.passer_by._get_price_list_key().count("tier"), 0)
        self._buy(self.passer_by, 100_000)
        self.assertIn(f"tier={self.passer_by.id}", self.passer_by._get_price_list_key())
