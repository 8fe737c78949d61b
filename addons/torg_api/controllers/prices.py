from odoo import http

from odoo.addons.torg_api.operation import operation
from odoo.addons.torg_api.schemas.prices import PriceBody, PriceList, PriceStep, QuotedPrice
from odoo.addons.torg_api.tools.problem import ApiProblem, FieldError

from .product_dump import dump_price


class Prices(http.Controller):
    """Prices of customers, by the price verb that orders and the desk ask."""

    @operation("POST", "/prices/quote", scope="catalogue", body=PriceBody, answer=PriceList, safe=True, customer=True,
               summary="Prices of a customer, and why", tag="Catalogue")  # fmt: skip
    def quote_prices(self, api, body):
        """What up to 200 products cost a customer in these quantities, with the steps that led there. It only reads.

        It holds nothing: an order is quoted by `POST /orders/quote`.
        """
        self._check_once(api, body.lines)
        customer = api.key._get_shop_customer(api, body.customer, "/customer")
        quantities = {line.product: line.quantity for line in body.lines}
        products = api.key._find_shop_products(list(quantities))
        quotes = api.key._get_shop_prices(products, customer, quantities, explain=True)
        return PriceList(
            items=[self._dump_quote(api, product, quotes[product.id]) for product in products],
            unknown=[number for number in quantities if number not in quotes],
        )

    def _check_once(self, api, lines):
        seen, text = set(), api.env._("The product is asked for twice: add the quantities up.")
        for number, line in enumerate(lines):
            if line.product in seen:
                raise ApiProblem("validation", errors=[FieldError(f"/lines/{number}/product", "twice", text)])
            seen.add(line.product)

    def _dump_quote(self, api, product, quote):
        currency = api.env["res.currency"].browse(quote.currency_id)
        return QuotedPrice(
            **dict(dump_price(api, quote)),
            product=product.id,
            quantity=quote.quantity,
            unit=product.uom_id.name,
            amount=currency.round(quote.price * quote.quantity),
            steps=[self._dump_step(step) for step in quote.get_steps_for(sees_cost=False, internal=False)],
        )

    def _dump_step(self, step):
        return PriceStep(kind=step.kind, text=step.title, price=step.amount)
