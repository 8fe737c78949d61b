from typing import NamedTuple

from odoo import api, fields, models
from odoo.tools import SQL

PRICE_BAND = 0.2  # a similar product costs so much more or less
CANDIDATES = 100  # similar products whose stock is looked at


class Substitute(NamedTuple):
    """A product to offer instead of another.

    :param product_id: what to offer
    :param reason: why, for the person who offers it
    :param free: how much of it is free in the stores that were asked about
    :param link_id: the row it comes from, None when it was found by its likeness
    :param accepted: how many times customers took it
    """

    product_id: int
    reason: str
    free: float
    link_id: int | None = None
    accepted: int = 0


class ProductProduct(models.Model):
    """What to offer instead of a product: those that were named, then those that are alike."""

    _inherit = "product.product"

    substitute_ids = fields.One2many("torg.product.substitute", "product_id", "Substitutes", copy=False)

    @api.readonly
    def get_stock_substitutes(self, store_ids=None, near_store_id=None):
        """Return for the screen what `read_stock` does, of the substitutes of this product, each with its `reason`.

        With a chosen store only what is free there counts, else what is free anywhere.
        """
        self.ensure_one()
        self.check_access("read")
        stores = self._get_screen_stores(store_ids, near_store_id)
        near = stores.filtered(lambda store: store.id == near_store_id)
        substitutes = self._get_substitutes(near or stores)[self.id]
        answer = self.browse(one.product_id for one in substitutes)._prepare_stock_answer(stores, near_store_id)
        for vals, one in zip(answer["products"], substitutes, strict=True):
            vals.update(reason=one.reason, accepted=one.accepted)
        return answer

    def accept_stock_substitute(self, substitute_id):
        """Count from the screen that a customer took another product instead of this one."""
        self.ensure_one()
        products = self + self.browse(substitute_id)
        products.check_access("read")
        self._accept_substitute(products[1])
        return True

    # === BUSINESS METHODS === #

    def _get_substitutes(self, store=None, quantity=1, limit=5):
        """Return `{product id: [Substitute]}`, the best first: what may be promised instead of these products.

        Only products of which `quantity` is free. A constant number of queries for any number of products.

        :param store: store or stores that must have them, together; all those that the user may read unless told
        """
        stores = self.env["stock.warehouse"].search([]) if store is None else store
        offers = self._get_named_substitutes()
        for product_id, alike in self._get_alike_products().items():
            named = {product_id, *(one.product_id for one in offers[product_id])}
            offers[product_id] += [one for one in alike if one.product_id not in named]
        offered = self.browse({one.product_id for found in offers.values() for one in found})
        availability = offered._filtered_access("read")._get_point_availability(stores)
        free = {product: sum(max(row.free, 0) for row in rows.values()) for product, rows in availability.items()}
        return {
            product_id: [
                one._replace(free=free[one.product_id]) for one in found if free.get(one.product_id, -1) >= quantity
            ][:limit]
            for product_id, found in offers.items()
        }

    def _get_named_substitutes(self):
        """Return `{product id: [Substitute]}` of the rows that people made, in their order."""
        # sudo: a row names two products only; whether the user may see the other one is checked with its stock
        links_sudo = self.env["torg.product.substitute"].sudo()
        rows = links_sudo.search(
            ["|", ("product_id", "in", self.ids), "&", ("substitute_id", "in", self.ids), ("both_ways", "=", True)],
            order="is_learned, priority, accepted_count desc, id",
        )
        offers = {product_id: {} for product_id in self.ids}
        for row in rows.filtered(lambda row: row.substitute_id.active and row.product_id.active):
            ways = [(row.product_id.id, row.substitute_id.id)]
            if row.both_ways:
                ways.append(ways[0][::-1])
            for product_id, other_id in ways:
                if product_id in offers:
                    offers[product_id].setdefault(other_id, self._prepare_named_substitute(other_id, row))
        return {product_id: list(found.values()) for product_id, found in offers.items()}

    def _prepare_named_substitute(self, product_id, row):
        reason = self.env._("Customers took it before") if row.is_learned else self.env._("Substitute")
        return Substitute(product_id, row.note or reason, 0, row.id, row.accepted_count)

    def _get_alike_products(self):
        """Return `{product id: [Substitute]}`: same category, close price, the more attributes alike the better.

        Plain SQL: each product has a hundred candidates of its own, found in one query for all of them.
        """
        self.env["product.template"].flush_model(["categ_id", "list_price", "active", "sale_ok", "type"])
        self.flush_model(["active", "product_tmpl_id", "product_template_attribute_value_ids"])
        found = {product_id: [] for product_id in self.ids}
        if not self.ids:
            return found
        for product_id, other_id, alike in self.env.execute_query(self._get_alike_query()):
            found[product_id].append(Substitute(other_id, self._get_alike_reason(alike), 0))
        return found

    def _get_alike_query(self):
        return SQL(
            """
            SELECT mine.id, other.id, other.alike
              FROM product_product mine
              JOIN product_template kind ON kind.id = mine.product_tmpl_id
             CROSS JOIN LATERAL (
                   SELECT variant.id, abs(template.list_price - kind.list_price) AS difference,
                          (%(alike)s) AS alike
                     FROM product_template template
                     JOIN product_product variant ON variant.product_tmpl_id = template.id AND variant.active
                    WHERE template.categ_id = kind.categ_id AND template.type = 'consu' AND template.sale_ok
                      AND template.list_price BETWEEN kind.list_price * %(lowest)s AND kind.list_price * %(highest)s
                      AND variant.id <> mine.id
                    ORDER BY alike DESC, difference, variant.id
                    LIMIT %(candidates)s) other
             WHERE mine.id = ANY(%(products)s) AND kind.list_price > 0
            """,
            alike=self._get_shared_values_query(),
            lowest=1 - PRICE_BAND,
            highest=1 + PRICE_BAND,
            candidates=CANDIDATES,
            products=self.ids,
        )

    def _get_shared_values_query(self):
        """Count the values of attributes that `mine` and `variant` share."""
        return SQL(
            """
            SELECT count(*)
              FROM product_variant_combination my_value
              JOIN product_template_attribute_value my ON my.id = my_value.product_template_attribute_value_id
              JOIN product_template_attribute_value its
                ON its.product_attribute_value_id = my.product_attribute_value_id
              JOIN product_variant_combination its_value ON its_value.product_template_attribute_value_id = its.id
             WHERE my_value.product_product_id = mine.id AND its_value.product_product_id = variant.id
            """
        )

    def _get_alike_reason(self, alike):
        if alike:
            return self.env._("Same category, close price, attributes alike: %(number)s", number=alike)
        return self.env._("Same category, close price")

    def _accept_substitute(self, substitute):
        """Count that a customer took `substitute` instead of this product, and remember it when nobody had named it."""
        self.ensure_one()
        # sudo: whoever sells counts, the list itself belongs to those who keep the assortment
        links_sudo = self.env["torg.product.substitute"].sudo()
        pair = [("product_id", "=", self.id), ("substitute_id", "=", substitute.id)]
        back = [("both_ways", "=", True), ("product_id", "=", substitute.id), ("substitute_id", "=", self.id)]
        link = links_sudo.search(pair, limit=1) or links_sudo.search(back, limit=1)
        if not link:
            link = links_sudo.create({"product_id": self.id, "substitute_id": substitute.id, "is_learned": True})
        link.accepted_count += 1
        return link.with_env(self.env)
