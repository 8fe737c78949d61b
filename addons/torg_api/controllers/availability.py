import hashlib

from odoo import http

from odoo.addons.torg_api.dispatcher import Answer
from odoo.addons.torg_api.operation import operation
from odoo.addons.torg_api.schemas.availability import (
    AvailabilityBody,
    AvailabilityList,
    AvailabilityQuery,
    Cell,
    ProductAvailability,
    StoreFreshness,
    StoresQuery,
)
from odoo.addons.torg_api.schemas.base import moment
from odoo.addons.torg_stock.tools.availability import Availability as Found
from odoo.addons.torg_stock.tools.availability import level_of


class Availability(http.Controller):
    """What is where: the answers of the availability verb, which the desk asks, too."""

    @operation("GET", "/availability", scope="catalogue", query=AvailabilityQuery, answer=AvailabilityList,
               customer=True, summary="Stock of many goods", tag="Catalogue")  # fmt: skip
    def list_availability(self, api, query):
        """Stock of up to 200 products in the stores. With `If-None-Match` nearly free while nothing changes."""
        stores = api.key._get_shop_stores(query.stores)
        return self._answer(api, query.products, stores)

    @operation("POST", "/availability", scope="catalogue", body=AvailabilityBody, answer=AvailabilityList, safe=True,
               customer=True, summary="Stock of many goods, asked in a body", tag="Catalogue")  # fmt: skip
    def ask_availability(self, api, body):
        """The same for who has more to ask than fits into an address. It only reads."""
        stores = api.key._get_shop_stores(body.stores, "/stores")
        return self._dump(api, body.products, api.key._find_shop_products(body.products), stores)

    @operation("GET", "/products/<int:product_id>/availability", scope="catalogue", query=StoresQuery,
               answer=AvailabilityList, customer=True, summary="Stock of a product", tag="Catalogue")  # fmt: skip
    def get_availability(self, api, product_id, query):
        """Stock of a product in the stores."""
        stores = api.key._get_shop_stores(query.stores)
        return self._answer(api, api.key._get_shop_product(product_id).ids, stores)

    def _answer(self, api, ids, stores):
        """Answer, or say that nothing has changed: the figures' fingerprint costs a fraction of the answer."""
        products = api.key._find_shop_products(ids)
        etag = self._get_etag(api, ids, products, stores)
        if api.knows(etag):
            return Answer(etag=etag)
        return Answer(self._dump(api, ids, products, stores), etag=etag)

    def _get_etag(self, api, ids, products, stores):
        """Return the version of the answer: everything it is made of."""
        rows = [
            ids,
            products.ids,
            api.key._find_counted(products).ids,
            [(store.code, store.stock_keeper, store.figures_at) for store in stores],
            products.env.company.low_stock_quantity,
            products.env.lang,
            products._get_availability_fingerprint(stores),
        ]
        return hashlib.sha256(repr(rows).encode()).hexdigest()[:32]

    def _dump(self, api, ids, products, stores):
        low = api.env.company.low_stock_quantity
        counted = set(api.key._find_counted(products).ids)
        found = products._get_point_availability(stores)
        known = [(store.id, store.code, is_known(store)) for store in stores]
        return AvailabilityList.model_construct(
            words=products._get_availability_words(),
            stores=[self._dump_store(store) for store in stores],
            items=[dump_stock(number, number in counted, found[number], known, low) for number in products.ids],
            unknown=[number for number in dict.fromkeys(ids) if number not in found],
        )

    def _dump_store(self, store):
        live = store.stock_keeper == "odoo"
        return StoreFreshness(store=store.code, as_of=None if live else moment(store.figures_at), known=is_known(store))


def is_known(store):
    """Return whether there are figures of the store at all."""
    return store.stock_keeper == "odoo" or bool(store.figures_at)


def dump_stock(number, counted, found, stores, low):
    """Return a product in all the stores.

    :param found: `{store id: Availability}`
    :param stores: rows (id, code, whether there are figures)
    """
    cells, free, incoming = [], 0.0, 0.0
    for store_id, code, known in stores:
        row = found[store_id]
        if not known:
            cells.append(Cell(code, "unknown", 0.0, 0.0))
        elif row.free > 0 or row.incoming > 0:
            here = max(row.free, 0.0)
            free, incoming = free + here, incoming + row.incoming
            cells.append(Cell(code, level_of(row, low), here, row.incoming))
    total = level_of(Found(free=free, incoming=incoming), low)
    return ProductAvailability(number, counted, total, free, cells)
