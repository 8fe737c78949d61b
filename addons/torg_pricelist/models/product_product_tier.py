from dataclasses import replace

from odoo import models
from odoo.tools import formatLang

from odoo.addons.torg_pricelist.tools.price_quote import PriceStep
from odoo.addons.torg_pricelist.tools.turnover import apply_discount, compose, get_listed_discount, limit_discount


class ProductProduct(models.Model):
    """The customer's level in the price verb."""

    _inherit = "product.product"

    def _adjust_customer_prices(self, quotes, request):
        """Override of torg_pricelist to give the customer what the turnover has earned."""
        super()._adjust_customer_prices(quotes, request)
        levels = request.partner._get_tier_levels() if request.partner else []
        if not levels:
            return
        products = self.browse(quotes).filtered(lambda item: item.type == "consu" and not item.is_tier_excluded)
        if not products:
            return
        floors = products._get_minimum_prices(request.date)
        lists = products._get_tier_quotes(levels, request)
        for product in products:
            quote, covering = quotes[product.id], [level for level in levels if level.covers(product.categ_id)]
            floor = product._get_tier_floor(quote, floors)
            product._apply_tier_percent(quote, covering, floor)
            product._apply_tier_lists(quote, covering, floor, lists)

    def _get_tier_quotes(self, levels, request):
        """Return ``{price list: {product id: PriceQuote}}`` of the price lists that levels give."""
        # sudo: the price list of a level need not be open to the user
        pricelists = {level.pricelist.sudo() for level in levels if level.pricelist}
        return {
            pricelist: self._get_pricelist_quotes(replace(request, pricelist=pricelist, explain=False))
            for pricelist in pricelists
        }

    def _get_tier_floor(self, quote, floors):
        """Return the lowest allowed price in the unit and currency of the quote, 0 where there is none."""
        floor = floors.get(self.id, (0.0, ""))[0]
        if not floor:
            return 0.0
        company = self.env.company
        currency, uom = self.env["res.currency"].browse(quote.currency_id), self.env["uom.uom"].browse(quote.uom_id)
        floor = self.uom_id._compute_price(floor, uom or self.uom_id)
        return company.currency_id._convert(floor, currency or company.currency_id, company, round=False)

    def _apply_tier_percent(self, quote, levels, floor):
        level = max((level for level in levels if level.percent), key=lambda item: item.percent, default=None)
        if not level or quote.base_price <= 0:
            return
        listed = get_listed_discount(quote.base_price, quote.price)
        wanted = compose(listed, level.percent, self.env.company.tier_composition)
        discount = limit_discount(quote.base_price, wanted, floor, listed)
        if discount <= listed:
            return
        quote.price = apply_discount(quote.base_price, discount)
        quote.steps.append(PriceStep("tier", self._explain_tier(level), quote.price, quote.currency_id))
        if discount < wanted:
            self._explain_tier_floor(quote)

    def _apply_tier_lists(self, quote, levels, floor, lists):
        for level in levels:
            # sudo: see _get_tier_quotes
            other = level.pricelist and lists[level.pricelist.sudo()][self.id]
            if not other or other.currency_id != quote.currency_id:
                continue
            price = max(other.price, min(floor, quote.price))
            if price >= quote.price:
                continue
            quote.price = price
            quote.steps.append(PriceStep("tier", self._explain_tier(level), price, quote.currency_id))
            if price > other.price:
                self._explain_tier_floor(quote)

    # === WORDS === #

    def _explain_tier(self, level):
        return self.env._(
            "“%(table)s”: level %(level)s, turnover %(turnover)s",
            table=level.table,
            level=level.name,
            turnover=formatLang(self.env, level.turnover, currency_obj=level.currency),
        )

    def _explain_tier_floor(self, quote):
        title = self.env._("Not below the minimum price")
        quote.steps.append(PriceStep("limit", title, quote.price, quote.currency_id, internal=True))
