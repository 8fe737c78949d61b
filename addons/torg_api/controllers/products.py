from odoo import http
from odoo.fields import Domain

from odoo.addons.torg_api.dispatcher import Answer
from odoo.addons.torg_api.operation import operation
from odoo.addons.torg_api.schemas.products import (
    CARD,
    FIELDS,
    CardQuery,
    Product,
    ProductPage,
    ProductQuery,
    Substitute,
    SubstituteList,
    SubstituteQuery,
)

from .paging import get_place, next_cursor
from .product_dump import ProductDump

LIST, SEARCH = "products", "products/search"
ANY = "any"


class Products(http.Controller):
    """Goods on sale."""

    @operation("GET", "/products", scope="catalogue", query=ProductQuery, answer=ProductPage, customer=True,
               summary="Goods", tag="Catalogue")  # fmt: skip
    def list_products(self, api, query):
        """Goods on sale with the prices of a customer or of the key's price list, page by page.

        `search` finds as the desk does: words in any order, articles, barcodes, the wrong keyboard layout, slips.
        """
        customer = api.key._get_shop_customer(api, query.customer)
        page = {}
        find = self._search_page if query.search else self._read_page
        products = find(api, query, self._get_domain(api, query), page)
        names = dict.fromkeys(["id", *(query.fields or CARD)])
        items = ProductDump(api, products, customer).dump(names)
        return _told(ProductPage.model_construct({"items", *page}, items=items, **page))

    def _get_domain(self, api, query):
        domain = api.key._get_shop_product_domain()
        if query.category is not None:
            domain &= Domain("categ_id", "child_of", query.category)
        if query.ids is not None:
            domain &= Domain("id", "in", query.ids)
        if query.article is not None:
            domain &= Domain("default_code", "=", query.article)
        if query.barcode is not None:
            domain &= Domain("barcode", "=", query.barcode) | Domain("product_uom_ids.barcode", "=", query.barcode)
        if query.updated_since is not None:
            since = query.updated_since.astimezone(None).replace(tzinfo=None)
            domain &= Domain("write_date", ">=", since) | Domain("product_tmpl_id.write_date", ">=", since)
        if query.in_stock is not None:
            codes = None if query.in_stock == ANY else [query.in_stock]
            domain &= api.env["product.product"]._get_free_domain(api.key._get_shop_stores(codes, "?in_stock"))
        return domain

    def _read_page(self, api, query, domain, page):
        """Return a page of products by id."""
        (after,) = get_place(api, LIST, query.cursor, int)
        if after:
            domain &= Domain("id", ">", after)
        found = api.env["product.product"].search(domain, order="id", limit=query.limit + 1)
        shown = found[: query.limit]
        page["next_cursor"] = next_cursor(LIST, found, shown, lambda row: [row.id])
        return shown

    def _search_page(self, api, query, domain, page):
        """Return a page of what the words find, in the order of the desk's search."""
        (place,) = get_place(api, SEARCH, query.cursor, int)
        offset = max(place or 0, 0)
        found = api.env["product.product"]._find_by_text(query.search, domain, query.limit, offset)
        end = offset + len(found.ids)
        shown = api.env["product.product"].browse(found.ids)
        rest = shown + shown[:1] if end < found.total and shown else shown
        page |= {"total": found.total, "read_as": found.shown or None}
        page["next_cursor"] = next_cursor(SEARCH, rest, shown, lambda _row: [end])
        return shown

    @operation("GET", "/products/<int:product_id>", scope="catalogue", query=CardQuery, answer=Product, customer=True,
               summary="A product", tag="Catalogue")  # fmt: skip
    def get_product(self, api, product_id, query):
        """All there is to know of a product: pictures, attributes, packs, documents, variants, related goods."""
        customer = api.key._get_shop_customer(api, query.customer)
        product = api.key._get_shop_product(product_id)
        return _told(ProductDump(api, product, customer).dump(FIELDS)[0])

    @operation("GET", "/products/<int:product_id>/substitutes", scope="catalogue", query=SubstituteQuery,
               answer=SubstituteList, customer=True, summary="What to offer instead", tag="Catalogue")  # fmt: skip
    def list_substitutes(self, api, product_id, query):
        """What the desk would offer instead: those that people named, then those that are alike; only what is free."""
        customer = api.key._get_shop_customer(api, query.customer)
        stores = api.key._get_shop_stores([query.store] if query.store else None, "?store")
        product = api.key._get_shop_product(product_id)
        # Twice as many as asked for: some of them the shop may not see.
        offers = product._get_substitutes(stores, query.quantity, limit=2 * query.limit)[product.id]
        seen = api.key._find_shop_products([one.product_id for one in offers])
        cards = {card.id: card for card in ProductDump(api, seen, customer).dump(CARD)}
        items = [
            Substitute.model_construct(product=cards[one.product_id], reason=one.reason, free=one.free)
            for one in offers
            if one.product_id in cards
        ]
        return _told(SubstituteList.model_construct(items=items[: query.limit]))


def _told(model):
    """Answer with what was set only: a field nobody asked for is not there, rather than empty."""
    return Answer(model.model_dump_json(by_alias=True, exclude_unset=True))
