from odoo import models

from odoo.addons.torg_1c.tools.kinds import OFFER
from odoo.addons.torg_1c.tools.price_rows import by_quantity, rounded
from odoo.addons.torg_1c.tools.work import CHANGED, UNCHANGED

from .torg_onec_price_type_take import CONFLICT

COST = "standard_price"


class TorgOnecPriceType(models.Model):
    """A kind of prices that is the cost of the goods."""

    _inherit = "torg.onec.price.type"

    def _take_costs(self, work, rows):
        """Write the cost of products where it differs; what is empty or zero says nothing of it.

        Of several bases the one that owns the cost says it: what another one tells is noted and not written.
        """
        company = self.endpoint_id.company_id or self.env.company
        rates, rows = self._get_rates(work, company.currency_id, rows)
        costs = self._get_costs(company, rows, rates)
        foreign = self._find_foreign(costs) if costs else ()
        conflicts = {product: cost for product, cost in costs.items() if product.id in foreign}
        groups = {}
        for product, cost in costs.items():
            if product not in conflicts:
                groups.setdefault(cost, []).append(product)
        for cost, products in groups.items():
            products[0].union(*products).standard_price = cost
        noted = self._note_cost_conflicts(work, rows, conflicts)
        changed = len(costs) - len(conflicts)
        work.count("PriceRec", CHANGED, changed)
        work.count("PriceRec", CONFLICT, noted)
        work.count("PriceRec", UNCHANGED, len(rows) - changed - noted)

    def _get_costs(self, company, rows, rates):
        """Return ``{product: cost}`` of those whose cost differs from what 1C tells."""
        ratios = self._get_tax_ratios(rows, kept_included=False)
        digits = self.env["decimal.precision"].precision_get("Product Price")
        # sudo: the cost is closed to most people; core's own switch: 1C's figure is no revaluation to be booked
        products = self.env["product.product"].sudo().with_company(company)
        products = products.with_context(disable_auto_revaluation=True).browse(rows).exists()
        costs = {}
        for product in products:
            price = by_quantity(rows[product.id], rates).get(0.0)
            cost = rounded(price, ratios.get(product.id, 1), digits) if price else product.standard_price
            if abs(cost - product.standard_price) >= 10**-digits / 2:
                costs[product] = cost
        return costs

    # === WHOSE IT IS === #

    def _find_foreign(self, products):
        """Return the ids of those products whose cost is not for this base to say.

        It is kept here or by another base, or nobody has said by whom, and another base that tells costs has known
        the product longer.
        """
        endpoint, products = self.endpoint_id, self.env["product.product"].concat(*products)
        owns = endpoint._owns_cost()
        if owns is not None:
            return set() if owns else set(products.ids)
        others = [("endpoint_id", "in", endpoint._get_other_bases()), ("target", "=", "cost")]
        return endpoint._get_known_elsewhere(products, self.search(others).endpoint_id.ids)

    def _note_cost_conflicts(self, work, rows, conflicts):
        """Note costs that are not ours to take, each once until the base tells another one; return how many."""
        links = self.env["torg.exchange.link"]
        keys = {product: (rows[product.id][0].item_id, rows[product.id][0].characteristic_id) for product in conflicts}
        applied = links._get_applied(self.endpoint_id, OFFER, list(keys.values()))
        news = {}
        for product, cost in conflicts.items():
            before = applied.get(keys[product]) or {}
            if before.get(COST) != cost:
                work.change(CONFLICT, product, {COST: [product.standard_price, cost]})
                news[keys[product]] = before | {COST: cost}
        links._set_applied(self.endpoint_id, OFFER, news)
        return len(news)
