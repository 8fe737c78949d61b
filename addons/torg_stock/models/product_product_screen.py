from odoo import api, models
from odoo.fields import Domain

from odoo.addons.torg_stock.models.product_product_search import POOL
from odoo.addons.torg_stock.tools.availability import level_of

MOST = 200  # products a screen asks for at once


class ProductProduct(models.Model):
    """What the stock screen asks: products, stores and what is free where, ready to be shown."""

    _inherit = "product.product"

    @api.model
    @api.readonly
    def search_stock(
        self,
        query="",
        store_ids=None,
        category_id=None,
        attribute_value_ids=None,
        near_store_id=None,
        limit=20,
        offset=0,
    ):
        """Find products and say what is free of them in the stores.

        :param str query: what the person typed, see `_find_by_text`
        :param list store_ids: all stores that the user may see unless told
        :param list attribute_value_ids: a product has one of the chosen values of every attribute
        :param near_store_id: stores come in the order of the distance from this one
        :return: the dictionary of `_prepare_stock_answer`, and `total`, `reading`, `shown` of what was
            found; with `is_more` there are more than `total`
        """
        stores = self._get_screen_stores(store_ids, near_store_id)
        found = self._find_goods(query, category_id, attribute_value_ids, max(1, min(limit, MOST)), max(0, offset))
        answer = self.browse(found.ids)._prepare_stock_answer(stores, near_store_id)
        more = {"total": found.total, "is_more": found.total >= POOL, "reading": found.reading, "shown": found.shown}
        return answer | more

    @api.readonly
    def read_stock(self, store_ids=None, near_store_id=None):
        """Return what `search_stock` does, for products that are known: an open screen asks it after a change."""
        products = self[:MOST].exists()._filtered_access("read")
        return products._prepare_stock_answer(self._get_screen_stores(store_ids, near_store_id), near_store_id)

    @api.model
    @api.readonly
    def get_stock_filters(self):
        """Return what the results may be narrowed by: stores, categories of goods, attributes with their values."""
        categories = self.env["product.category"].search([], order="complete_name")
        # Without single values and those that make no variants: they narrow nothing.
        attributes = self.env["product.attribute"].search([("create_variant", "!=", "no_variant")])
        return {
            "stores": [{"id": store.id, "name": store.name} for store in self.env["stock.warehouse"].search([])],
            "categories": [{"id": category.id, "name": category.complete_name} for category in categories],
            "attributes": [
                {
                    "id": attribute.id,
                    "name": attribute.name,
                    "values": [{"id": value.id, "name": value.name} for value in attribute.value_ids],
                }
                for attribute in attributes
                if attribute.value_ids
            ],
            "can_hold": self.env["torg.hold"].has_access("create"),
        }

    # === BUSINESS METHODS === #

    @api.model
    def _find_goods(self, query, category_id, attribute_value_ids, limit, offset=0):
        """Return the Found goods: nothing until something is asked for, for the whole assortment helps nobody."""
        if not (query or "").strip() and not category_id and not attribute_value_ids:
            return self._find_by_text("!")
        return self._find_by_text(query, self._get_goods_domain(category_id, attribute_value_ids), limit, offset)

    @api.model
    def _get_goods_domain(self, category_id=None, attribute_value_ids=None):
        domain = Domain("type", "=", "consu")
        if category_id:
            domain &= Domain("categ_id", "child_of", category_id)
        values = self.env["product.attribute.value"].browse(attribute_value_ids or [])
        for chosen in values.grouped("attribute_id").values():
            path = "product_template_attribute_value_ids.product_attribute_value_id"
            domain &= Domain(path, "in", chosen.ids)
        return domain

    @api.model
    def _get_screen_stores(self, store_ids, near_store_id):
        """Return the stores of the screen: the chosen one, then the others from near to far, unknown places last."""
        stores = self.env["stock.warehouse"].search([("id", "in", store_ids)] if store_ids else [])
        near = stores.search([("id", "=", near_store_id)]) if near_store_id else stores.browse()
        if not near:
            return stores
        distances = {store: near._get_distance_km(store) for store in stores}
        return stores.sorted(
            lambda store: (store != near, distances[store] is None, distances[store] or 0, store.sequence, store.id)
        )

    def _prepare_stock_answer(self, stores, near_store_id=None):
        """Return `stores`, `products` in their order and the `cells` of `{product id: {store id: figures}}`.

        A store that has nothing of a product, and nothing on its way, has no cell: most of a matrix is empty.
        """
        near = stores.filtered(lambda store: store.id == near_store_id)
        availability = self._get_point_availability(stores)
        prices = self._get_screen_prices()
        low = self.env.company.low_stock_quantity
        return {
            "stores": [store._prepare_screen_vals(near) for store in stores],
            "products": [product._prepare_screen_vals(prices[product.id]) for product in self],
            "cells": {
                product_id: {
                    store_id: _prepare_cell(found, low) for store_id, found in by_store.items() if any(found[:-1])
                }
                for product_id, by_store in availability.items()
            },
            "currency_id": self.env.company.currency_id.id,
        }

    def _prepare_screen_vals(self, price):
        """Return what the screen shows of the product; hook of addons that have more to say."""
        return {
            "id": self.id,
            "name": self.with_context(display_default_code=False).display_name,
            "article": self.default_code or "",
            "barcode": self.barcode or "",
            "category": self.categ_id.name or "",
            "unit": self.uom_id.name,
            "price": price,
            "counted": self.is_storable,
            "image_url": f"/web/image/product.product/{self.id}/image_128?unique={self.write_date:%Y%m%d%H%M%S}",
        }

    def _get_screen_prices(self):
        """Return `{product id: price}` as a manager names it on the phone; hook of the addon that owns prices."""
        return {product.id: product.lst_price for product in self}


def _prepare_cell(found, low):
    """Return the figures of a cell and its level: many, few (up to `low`), coming or none."""
    return {
        "free": found.free,
        "on_hand": found.on_hand,
        "reserved": found.reserved + found.foreign_reserved,
        "incoming": found.incoming,
        "level": level_of(found, low),
    }
