from odoo.tests import Form, tagged

from .common import PriceCommon


@tagged("post_install", "-at_install")
class TestPriceExplanation(PriceCommon):
    def _explain(self, product=None, partner=None, **options):
        product = product or self.cabernet
        quote = product._get_customer_prices(partner or self.shop, explain=True, **options)[product.id]
        return [(step.kind, step.amount) for step in quote.steps]

    def test_chain_of_lists_is_told_from_the_base_up(self):
        self._create_rule(self.retail, product_id=self.cabernet.id, fixed_price=520.0)
        self.assertEqual(self._explain(), [("choice", None), ("fixed", 520.0), ("discount", 483.6)])

    def test_formula_is_told_part_by_part(self):
        self._create_rule(
            self.retail, categ_id=self.drinks.id, compute_price="formula",
            price_discount=7.5, price_round=10, price_surcharge=-1,
        )  # fmt: skip
        self.assertEqual(
            self._explain(partner=self.passer_by),
            [("choice", None), ("list_price", 500.0), ("discount", 462.5), ("rounding", 460.0), ("surcharge", 459.0)],
        )

    def test_limit_is_told_even_when_it_changes_nothing(self):
        self._create_rule(
            self.retail, compute_price="formula", price_discount=10, price_min_margin=-20, price_max_margin=100
        )
        steps = self._explain(partner=self.passer_by)
        self.assertEqual(steps[2:], [("discount", 450.0), ("limit", 480.0), ("limit", 480.0)])

    def test_last_sum_is_the_price(self):
        for values in ({"price_discount": 3.3}, {"price_discount": -12, "price_round": 0.5}, {"price_surcharge": 0.07}):
            rule = self._create_rule(self.retail, compute_price="formula", base="standard_price", **values)
            quote = self.cabernet._get_customer_prices(self.shop, explain=True)[self.cabernet.id]
            self.assertAlmostEqual(quote.steps[-1].amount, quote.price, 2)
            rule.unlink()

    def test_words_name_the_list_the_category_and_the_quantity(self):
        rule = self._create_rule(
            self.retail, categ_id=self.wine.id, compute_price="formula", price_discount=5, min_quantity=6
        )
        quote = self.cabernet._get_customer_prices(self.passer_by, quantities=6, explain=True)[self.cabernet.id]
        self.assertEqual(quote.rule_id, rule.id)
        title = quote.steps[-1].title
        for word in ("Retail test", self.wine.display_name, "from 6", "5 %"):
            self.assertIn(word, title)

    def test_reason_of_the_list(self):
        reasons = {
            self.shop: "client's card",
            self.env["res.partner"].create({"name": "Newcomer"}): "by default",
        }
        for partner, words in reasons.items():
            quote = self.cabernet._get_customer_prices(partner, explain=True)[self.cabernet.id]
            self.assertIn(words, quote.steps[0].title)
        quote = self.cabernet._get_customer_prices(self.shop, pricelist=self.retail, explain=True)[self.cabernet.id]
        self.assertIn("by hand", quote.steps[0].title)

    # === DIALOG === #

    def _open_dialog(self, user, **defaults):
        self.env["res.lang"]._activate_lang("ru_RU")
        user.lang = "ru_RU"
        context = {f"default_{name}": value for name, value in defaults.items()}
        return Form(self.env["torg.price.explain"].with_user(user).with_context(**context))

    def test_dialog_answers_for_any_client(self):
        form = self._open_dialog(self.manager, product_id=self.cabernet.id)
        form.partner_id = self.shop
        self.assertEqual(form.pricelist_id, self.wholesale)
        self.assertIn("465,00", form.explanation)
        form.pricelist_id = self.retail
        self.assertNotIn("465,00", form.explanation)

    def test_manager_does_not_learn_the_cost_from_it(self):
        self._create_rule(self.retail, compute_price="formula", base="standard_price", price_discount=-50)
        for user, seen in ((self.manager, False), (self.director, True)):
            form = self._open_dialog(user, product_id=self.cabernet.id, partner_id=self.passer_by.id)
            self.assertIn("450,00", form.explanation)
            self.assertEqual("300,00" in form.explanation, seen)
            self.assertEqual("50 %" in form.explanation, seen)
