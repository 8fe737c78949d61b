from odoo import api, models
from odoo.fields import Domain

from odoo.addons.torg_stock.tools.shortage import suggest_transfers

from .product_product_search import POOL

PAGE = 50
MOST = 200


class ProductProduct(models.Model):
    """What the screen of shortages asks: what is missing where, and which store can help."""

    _inherit = "product.product"

    @api.model
    @api.readonly
    def search_shortage(
        self, query="", store_ids=None, category_id=None, supplier_id=None, only_short=True, limit=PAGE, offset=0
    ):
        """Return products by stores with what is free, should be there and is missing; see `_prepare_shortage`.

        `total` products answer the question, `short_total` of them are missing somewhere, in `positions` places,
        `empty` of which have nothing left.

        :param list store_ids: the stores whose shortages are looked for; all that the user may see unless told
        :param bool only_short: what is missing somewhere, what is missing most first; else all goods by name
        """
        stores = self._get_shortage_stores(store_ids)
        goods = self._find_shortage_goods(query, category_id, supplier_id)
        short = goods._find_short(stores)
        ids = list(short.products) if only_short else goods.ids
        offset, limit = max(0, offset), max(1, min(limit, MOST))
        answer = self.browse(ids[offset : offset + limit])._prepare_shortage(stores, short)
        totals = {"total": len(ids), "short_total": len(short.products)}
        return answer | totals | {"positions": short.positions, "empty": short.empty}

    @api.model
    @api.readonly
    def get_shortage_filters(self):
        """Return what the screen may be narrowed by, and what its user may do."""
        self.env["stock.warehouse.orderpoint"].check_access("read")
        categories = self.env["product.category"].search([], order="complete_name")
        return {
            "stores": [{"id": store.id, "name": store.name} for store in self._get_shortage_stores()],
            "categories": [{"id": category.id, "name": category.complete_name} for category in categories],
            "suppliers": [{"id": partner.id, "name": partner.name} for partner in self._get_suppliers()],
            "can_transfer": self.env["torg.transfer.request"].has_access("create"),
            "can_plan": self.env["torg.minimum"].has_access("create"),
        }

    # === BUSINESS METHODS === #

    @api.model
    def _get_shortage_stores(self, store_ids=None):
        """Return the stores of the company that the user may see, the told ones of them."""
        domain = Domain("company_id", "=", self.env.company.id)
        return self.env["stock.warehouse"].search(domain & Domain("id", "in", store_ids) if store_ids else domain)

    @api.model
    def _find_shortage_goods(self, query="", category_id=None, supplier_id=None):
        """Return the goods that are counted and answer to the filters."""
        domain = self._get_goods_domain(category_id) & Domain("is_storable", "=", True)
        if supplier_id:
            # sudo: who supplies is no secret of those who may look at shortages, for how much is
            offers = self.env["product.supplierinfo"].sudo().search([("partner_id", "=", supplier_id)])
            whole = offers.filtered(lambda offer: not offer.product_id).product_tmpl_id
            domain &= Domain("id", "in", offers.product_id.ids) | Domain("product_tmpl_id", "in", whole.ids)
        if (query or "").strip():
            return self.browse(self._find_by_text(query, domain, POOL).ids)
        return self.search(domain)

    @api.model
    def _get_suppliers(self):
        """Return the partners that goods are bought from."""
        # sudo: see `_find_shortage_goods`
        groups = self.env["product.supplierinfo"].sudo()._read_group([], ["partner_id"])
        # sudo: the name of a supplier, not of a customer
        return self.env["res.partner"].sudo().union(*[partner for (partner,) in groups]).sorted("name")

    def _prepare_shortage(self, stores, short):
        """Return `stores`, `products`, `cells` of `{product id: {store id: figures}}` and suggested `transfers`."""
        everywhere = self._get_shortage_stores()
        positions = self._get_positions(everywhere)
        transfers = self._suggest_transfers(everywhere, positions)
        shown, names = set(stores.ids), {store.id: store.name for store in everywhere}
        return {
            "stores": [
                store._prepare_screen_vals(stores.browse()) | {"short": short.stores.get(store.id, 0)}
                for store in stores
            ],
            "products": [
                product._prepare_screen_vals(0.0) | {"need": short.products.get(product.id, 0.0)} for product in self
            ],
            "cells": {
                product_id: {store_id: _prepare_cell(it) for store_id, it in by_store.items() if store_id in shown}
                for product_id, by_store in positions.items()
            },
            "transfers": {
                product_id: [
                    move._asdict() | {"source_name": names[move.source_id]} for move in moves if move.target_id in shown
                ]
                for product_id, moves in transfers.items()
            },
        }

    def _suggest_transfers(self, stores, positions=None):
        """Return `{product id: [Transfer]}` between the stores, the nearest donor first."""
        positions = positions or self._get_positions(stores)
        by_id = {store.id: store for store in stores}
        known = {}

        def distance(source, target):
            pair = (min(source, target), max(source, target))
            if pair not in known:
                known[pair] = by_id[source]._get_distance_km(by_id[target])
            return known[pair]

        packs = self._get_packs()
        return {product.id: suggest_transfers(positions[product.id], distance, packs[product.id]) for product in self}


def _prepare_cell(position):
    cover = position.cover_days
    return {
        "free": position.free,
        "incoming": position.incoming,
        "minimum": position.minimum,
        "maximum": position.maximum,
        "need": round(position.need, 6),
        "rate": round(position.rate, 3),
        "cover": None if cover is None else int(cover),
        "level": _get_level(position),
    }


def _get_level(position):
    """Return the word of a cell: empty, short, coming, enough, surplus, or idle where nothing is kept."""
    if position.need:
        return "empty" if position.free <= 0 else "short"
    if position.free < position.minimum:
        return "coming"
    if not position.minimum and not position.free:
        return "idle"
    return "surplus" if position.maximum and position.free > position.maximum else "enough"
