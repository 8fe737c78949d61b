from decimal import Decimal

from odoo import fields, models
from odoo.tools import SQL

from odoo.addons.torg_1c.tools.price_rows import by_quantity, money_of, rounded, tax_ratio
from odoo.addons.torg_1c.tools.records.codec import dump
from odoo.addons.torg_1c.tools.show import show
from odoo.addons.torg_1c.tools.work import CHANGED, PARKED, UNCHANGED

CONFLICT = "conflict"


class TorgOnecPriceType(models.Model):
    """Prices of one kind become prices of its price list, or the cost of the goods."""

    _inherit = "torg.onec.price.type"

    def _take_prices(self, work, rows, changed):
        """Apply the prices of a batch.

        :param dict rows: ``{product id: [PriceRec]}``
        :param set changed: takes the ids of products whose price in a list has changed
        """
        if self.target == "cost":
            self._take_costs(work, rows)
            return
        prices = self._get_prices(work, rows, self.price_type_id.currency_id)
        if not prices:
            return
        # sudo: an exchange has no rights of its own, the endpoint let it in
        price_type = self.price_type_id.sudo()
        if price_type.owner == "external" and price_type.endpoint_id == self.endpoint_id:
            self._publish_prices(work, price_type, prices, changed)
        else:
            told = {key: price for key, price in prices.items() if price is not None}
            counts = price_type._compare_external_prices(self.endpoint_id, told)
            price_type._note_echo(self.endpoint_id, told)
            work.count("PriceRec", CONFLICT, counts["conflicts"])
            work.count("PriceRec", UNCHANGED, len(prices) - counts["conflicts"])

    def _publish_prices(self, work, price_type, prices, changed):
        """Put what differs into force; prices that are gone are gathered, for a person may have to look at them."""
        told = {key: price for key, price in prices.items() if price is not None}
        gone = [key for key, price in prices.items() if price is None]
        if not work.only_changes:
            gone += self._find_left_out(price_type, prices)
        run = work.run
        zeros = [key for key, price in told.items() if not price]
        new, zeroed = run._stage_gone_prices(price_type, zeros, is_zero=True)
        told = {key: price for key, price in told.items() if (key[0], float(key[1])) not in zeroed}
        run._keep_told_prices(price_type, told)
        revision, counts = price_type._append_external_prices(
            self.endpoint_id, run._get_price_revision(price_type), told, changed
        )
        if revision and not revision.onec_run_id:
            revision.onec_run_id = run
        price_type._note_echo(self.endpoint_id, told)
        staged, _found = run._stage_gone_prices(price_type, gone)
        work.count("PriceRec", CHANGED, counts["applied"])
        work.count("PriceRec", UNCHANGED, counts["unchanged"] + len(gone) - staged)
        work.count("PriceRec", PARKED, staged + new)

    def _find_left_out(self, price_type, prices):
        """Return the other prices these products have here: a full export that names a product names all its prices."""
        self.env["product.pricelist.item"].flush_model()
        now = fields.Datetime.now()
        # sql: the rows of a whole batch, two columns of each
        rows = self.env.execute_query(
            SQL(
                """SELECT product_id, COALESCE(min_quantity, 0) FROM product_pricelist_item
                    WHERE pricelist_id = %s AND product_id = ANY(%s::int[])
                      AND applied_on = '0_product_variant' AND compute_price = 'fixed'
                      AND (date_start IS NULL OR date_start <= %s) AND (date_end IS NULL OR date_end >= %s)""",
                price_type.pricelist_id.id,
                list({key[0] for key in prices}),
                now,
                now,
            )
        )
        return [key for product_id, quantity in rows if (key := (product_id, float(quantity))) not in prices]

    # === AMOUNTS === #

    def _get_prices(self, work, rows, currency):
        """Return ``{(product id, from quantity): price or None}`` as the price list keeps them."""
        rates, rows = self._get_rates(work, currency, rows)
        ratios = self._get_tax_ratios(rows)
        digits = self.env["decimal.precision"].precision_get("Product Price")
        zero_is_none = self.endpoint_id.onec_zero_price == "none"
        prices = {}
        for product_id, found in rows.items():
            for quantity, price in by_quantity(found, rates).items():
                if price is None or zero_is_none and not price:
                    prices[product_id, quantity] = None
                else:
                    prices[product_id, quantity] = rounded(price, ratios.get(product_id, 1), digits)
        return prices

    def _get_rates(self, work, currency, rows):
        """Return ``{money of a row: what one unit of it is in `currency`}`` and the rows of products whose money is
        known; a product with a price in a money that nobody knows keeps what it has, and a remark says so."""
        rates = {}
        for found in rows.values():
            for row in found:
                if money_of(row) not in rates:
                    rates[money_of(row)] = self._find_rate(currency, *money_of(row))
        for money in [money for money, rate in rates.items() if rate is None]:
            refused = {key: found for key, found in rows.items() if any(money_of(row) == money for row in found)}
            self._refuse_currency(work, money[1] or money[0] or self.currency_name, refused)
            rows = {key: found for key, found in rows.items() if key not in refused}
        return rates, rows

    def _find_rate(self, currency, word, code):
        """Return what one unit of the told currency is in `currency`; None when nobody knows."""
        told = self.env["res.currency"]
        if not word or code or word == self.currency_name:
            code = code or self.currency_id.name
            if code == currency.name or not (code or self.currency_name):
                return Decimal(1)
            told = told.search([("name", "=", code)]) if code else told
        company = self.endpoint_id.company_id or self.env.company
        if not told or not told.rate_ids and told != company.currency_id:
            return None
        return Decimal(str(told._get_conversion_rate(told, currency, company, fields.Date.today())))

    def _refuse_currency(self, work, name, rows):
        text = self.env._(
            "Prices “%(type)s” are in %(currency)s, and there is no rate of it here. Add the currency and its rate.",
            type=self.display_name,
            currency=name,
        )
        example = show(dump(next(iter(rows.values()))[0]))
        work.run._remark_once(work, "no_rate", self.external_id, text, example=example)
        work.count("PriceRec", "refused", sum(map(len, rows.values())))

    def _get_tax_ratios(self, product_ids, kept_included=None):
        """Return ``{product id: ratio}`` where 1C tells VAT the other way than the price list keeps it.

        :param kept_included: with VAT or without; as the taxes of each product say unless told
        """
        if not self.tax:
            return {}
        company = self.endpoint_id.company_id or self.env.company
        ratios, by_taxes = {}, {}
        # sudo: taxes of a product, whoever applies the message
        for product in self.env["product.product"].sudo().browse(product_ids).exists():
            taxes = product.taxes_id
            if taxes.ids and tuple(taxes.ids) not in by_taxes:
                own = taxes.filtered(lambda tax: tax.company_id == company and tax.amount_type == "percent")
                included = bool(own) and all(own.mapped("price_include")) if kept_included is None else kept_included
                percent = sum(own.mapped("amount"))
                by_taxes[tuple(taxes.ids)] = tax_ratio(self.tax == "included", included, percent)
            ratios[product.id] = by_taxes.get(tuple(taxes.ids), Decimal(1))
        return ratios
