from odoo.tests.common import BaseCase

from odoo.addons.torg_pricelist.tools.price_quote import PriceQuote, PriceRequest, PriceStep


class TestPriceQuote(BaseCase):
    def test_quantity_of_each_product_or_of_all(self):
        request = PriceRequest(None, None, None, quantities={1: 5.0, 2: 0.0})
        self.assertEqual([request.get_quantity(key) for key in (1, 2, 3)], [5.0, 1.0, 1.0])
        self.assertEqual(PriceRequest(None, None, None, quantities=12.0).get_quantity(3), 12.0)

    def test_reader_sees_only_the_steps_meant_for_him(self):
        steps = [
            PriceStep("choice", "Price list", internal=True),
            PriceStep("cost", "Cost", 300.0, internal=True, secret=True),
            PriceStep("fixed", "Price", 500.0),
        ]
        quote = PriceQuote(1, 1.0, 1, 1, 500.0, 500.0, steps=steps)
        self.assertEqual([step.kind for step in quote.get_steps_for(sees_cost=True)], ["choice", "cost", "fixed"])
        self.assertEqual([step.kind for step in quote.get_steps_for(sees_cost=False)], ["choice", "fixed"])
        self.assertEqual([step.kind for step in quote.get_steps_for(False, internal=False)], ["fixed"])
