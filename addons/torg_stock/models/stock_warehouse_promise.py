from odoo import models
from odoo.tools import format_list
from odoo.tools.misc import formatLang

from odoo.addons.torg_stock.exceptions import Alternative, RefusedLine, StockRefusal

SHOWN = 3  # alternatives named in the sentence; the exception carries all


class StockWarehouse(models.Model):
    """What a store says when it cannot promise goods."""

    _inherit = "stock.warehouse"

    def _get_refusal(self, lines, free=None):
        """Return the StockRefusal that promising `lines` would end with now, or None: a question, nothing is reserved.

        :param list lines: pairs (product, quantity in the unit of the product)
        :param dict free: the answer of the availability verb about them and this store, where it was just asked
        """
        self.ensure_one()
        asked = {}
        for product, quantity in lines:
            if product.is_storable:
                asked[product] = asked.get(product, 0) + quantity
        if free is None:
            free = self.env["product.product"].union(*asked)._get_point_availability(self)
        # rounded: parts of a kilogram added up are a hair more than they are
        asked = {product: product.uom_id.round(quantity) for product, quantity in asked.items()}
        missing = {
            product: max(product.uom_id.round(quantity - max(free[product.id][self.id].free, 0)), 0)
            for product, quantity in asked.items()
        }
        if self.shortage_policy == "accept" or not any(missing.values()):
            return None
        return self._prepare_refusal(asked, missing)

    def _prepare_refusal(self, asked, missing):
        """Return the StockRefusal about what is `missing` of what was `asked`, both `{product: quantity}`.

        Alternatives are the stores that the user may see.
        """
        # sudo: the user asked this very store, its name and place are no news
        store_sudo = self.sudo()
        stores = self.search([("company_id", "=", store_sudo.company_id.id), ("id", "!=", self.id)])
        found = self.env["product.product"].union(*asked)._get_point_availability(stores)
        distances = {store: store_sudo._get_distance_km(store) for store in stores}
        stores = stores.sorted(lambda store: (distances[store] is None, distances[store] or 0, store.sequence))
        lines = [
            RefusedLine(
                product_id=product.id,
                product_name=product.display_name,
                store_id=self.id,
                store_name=store_sudo.name,
                asked=asked[product],
                free=asked[product] - quantity,
                alternatives=tuple(
                    Alternative(store.id, store.name, free, distances[store])
                    for store in stores
                    if (free := found[product.id][store.id].free) > 0
                ),
            )
            for product, quantity in missing.items()
            if quantity > 0
        ]
        whole = [
            store.id
            for store in stores
            if all(found[product.id][store.id].free >= quantity for product, quantity in asked.items())
        ]
        return StockRefusal("\n".join(map(self._get_refusal_sentence, lines)), lines, whole)

    def _get_refusal_sentence(self, line):
        sentence = self.env._(
            "%(product)s: %(asked)s asked for, %(free)s free in “%(store)s”.",
            product=line.product_name,
            asked=self._format_quantity(line.asked),
            free=self._format_quantity(line.free),
            store=line.store_name,
        )
        if not line.alternatives:
            return sentence
        stores = [
            self.env._("“%(store)s” – %(free)s", store=found.store_name, free=self._format_quantity(found.free))
            for found in line.alternatives[:SHOWN]
        ]
        return self.env._(
            "%(sentence)s There is some in %(stores)s.", sentence=sentence, stores=format_list(self.env, stores)
        )

    def _format_quantity(self, quantity):
        return formatLang(self.env, quantity, digits=0 if quantity == int(quantity) else 2)
