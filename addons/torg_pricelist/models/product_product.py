from odoo import fields, models
from odoo.tools import float_round, split_every

from odoo.addons.torg_pricelist.tools.price_quote import PriceQuote, PriceRequest, PriceStep
from odoo.addons.torg_pricelist.tools.price_rule_book import PriceRuleBook

# Measured: below 200 products the search of rules costs more than it saves, above 1 000 nothing is won.
BOOK_SIZE = 1000


class ProductProduct(models.Model):
    _inherit = "product.product"

    # === THE PRICE VERB === #

    def _get_customer_prices(self, partner=None, quantities=1.0, date=None, pricelist=None, uom=None, explain=False):
        """Return ``{product id: PriceQuote}``: what this client pays for these products, by core's price rules.

        Desk, order, API, price list and phone all ask here.

        :param partner: the client; nobody means the price for everybody
        :param quantities: one number, or ``{product id: number}``
        :param date: datetime of the prices, now by default
        :param pricelist: instead of the client's own
        :param uom: unit of the quantity and of the price; the product's own by default
        :param bool explain: with the steps that led to the price
        :raise AccessError: when the user may not read the price list
        """
        request = self._prepare_price_request(partner, quantities, date, pricelist, uom, explain)
        if request.pricelist:
            request.pricelist.check_access("read")
        quotes = {}
        for ids in split_every(BOOK_SIZE, self.ids):
            products = self.browse(ids).with_prefetch(self._prefetch_ids)
            quotes |= products._get_pricelist_quotes(request)
        self._adjust_customer_prices(quotes, request)
        self._round_customer_prices(quotes)
        return quotes

    def _prepare_price_request(self, partner, quantities, date, pricelist, uom, explain):
        # Records given may be sudoed; whether this user may ask is decided by his own rights.
        partner = (partner or self.env["res.partner"]).with_env(self.env)
        return PriceRequest(
            partner=partner,
            pricelist=partner._get_customer_pricelist() if pricelist is None else pricelist.with_env(self.env),
            date=date or fields.Datetime.now(),
            quantities=quantities,
            uom=uom,
            explain=explain,
        )

    def _adjust_customer_prices(self, quotes, request):
        """Hook: change the quotes after the price list (tier, contract), adding a step that says why.

        :param dict quotes: ``{product id: PriceQuote}``, to be changed in place
        :param request: PriceRequest
        """

    def _tell_prices_changed(self):
        """Hook: prices of these products have changed, in whatever list. Tells the shop and whoever else listens."""
        self._emit_event("price.changed")

    # === PRICE LIST === #

    def _get_pricelist_quotes(self, request):
        """Let core compute each product with only the rules that may concern it."""
        book = PriceRuleBook(self, request.date)
        return {product.id: product._get_pricelist_quote(request, book) for product in self}

    def _get_pricelist_quote(self, request, book):
        pricelist, uom = request.pricelist, request.uom or self.uom_id
        currency = pricelist.currency_id or self.env.company.currency_id
        quantity = request.get_quantity(self.id)
        target = {"quantity": quantity, "uom": uom, "date": request.date, "price_rule_book": book}
        price, rule_id = pricelist._compute_price_rule(self, **target)[self.id]
        # sudo: the rules of a base price list need not be open to the user
        rule = self.env["product.pricelist.item"].sudo().browse(rule_id)
        quote = PriceQuote(self.id, quantity, uom.id, currency.id, price, price, 0.0, pricelist.id, rule_id)
        if rule_id and rule._show_discount():
            base_price = rule._compute_price_before_discount(product=self, currency=currency, **target)
            quote.base_price = max(base_price, price)
        if request.explain:
            quote.steps = self._get_choice_steps(request)
            quote.steps += rule._get_price_steps(self, currency=currency, **target)
        return quote

    def _get_choice_steps(self, request):
        if not request.pricelist:
            return []
        title = request.partner._explain_customer_pricelist(request.pricelist)
        return [PriceStep("choice", title, internal=True, pricelist_id=request.pricelist.id)]

    # === ROUNDING === #

    def _round_customer_prices(self, quotes):
        """Round to the digits the shop uses for prices: a client cannot pay a third of a kopeck."""
        digits = self.env["decimal.precision"].precision_get("Product Price")
        discount_digits = self.env["decimal.precision"].precision_get("Discount")
        for quote in quotes.values():
            exact = quote.price
            quote.price = float_round(exact, precision_digits=digits)
            quote.base_price = float_round(quote.base_price, precision_digits=digits)
            if quote.base_price > exact > 0:
                share = (1 - exact / quote.base_price) * 100
                quote.discount = float_round(share, precision_digits=discount_digits)
            if quote.steps and abs(quote.price - exact) > 10 ** -(digits + 4):
                quote.steps.append(
                    PriceStep("digits", self.env._("Rounded to kopecks"), quote.price, quote.currency_id)
                )
