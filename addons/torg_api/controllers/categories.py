from collections import Counter

from odoo import http

from odoo.addons.torg_api.operation import operation
from odoo.addons.torg_api.schemas.categories import Category, CategoryPage, CategoryQuery

from .paging import get_place, next_cursor

LIST = "categories"


class Categories(http.Controller):
    """Categories of the goods on sale."""

    @operation("GET", "/categories", scope="catalogue", query=CategoryQuery, answer=CategoryPage, customer=True,
               summary="Categories", tag="Catalogue")  # fmt: skip
    def list_categories(self, api, query):
        """The tree, row by row: each category names the one above it.

        Only categories with goods on sale, in them or below.
        """
        (after,) = get_place(api, LIST, query.cursor, int)
        counts = self._count_products(api)
        domain = [("id", "in", list(counts)), ("id", ">", after or 0)]
        if query.parent is not None:
            domain.append(("parent_id", "=", query.parent))
        found = api.env["product.category"].search(domain, order="id", limit=query.limit + 1)
        shown = found[: query.limit]
        items = [self._dump_category(category, counts) for category in shown]
        return CategoryPage(items=items, next_cursor=next_cursor(LIST, found, shown, lambda row: [row.id]))

    def _count_products(self, api):
        """Return `{category id: number of goods}` with those above, which have the goods of all below them."""
        domain = api.key._get_shop_product_domain()
        groups = api.env["product.product"]._read_group(domain, ["categ_id"], ["__count"])
        counts = Counter()
        for category, count in groups:
            for number in _path(category):
                counts[number] += count
        return counts

    def _dump_category(self, category, counts):
        return Category(
            id=category.id,
            name=category.name,
            parent=category.parent_id.id or None,
            path=_path(category),
            product_count=counts[category.id],
        )


def _path(category):
    return [int(part) for part in (category.parent_path or "").split("/") if part]
