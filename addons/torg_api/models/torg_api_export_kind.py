from datetime import UTC, datetime

from odoo import api, models
from odoo.fields import Domain

from odoo.addons.torg_api.controllers.availability import dump_stock, is_known
from odoo.addons.torg_api.controllers.changes import dump_change, get_store_codes
from odoo.addons.torg_api.controllers.customer_dump import dump_customer
from odoo.addons.torg_api.controllers.order_dump import dump_order
from odoo.addons.torg_api.controllers.product_dump import ProductDump, dump_price
from odoo.addons.torg_api.schemas.products import FIELDS

from .torg_api_export import ExportKind


class TorgApiExport(models.Model):
    """What is exported: the same rows that the resources of the API tell."""

    _inherit = "torg.api.export"

    @api.model
    def _get_kinds(self):
        """Return `{kind: ExportKind}`: hook, another addon adds its own through super, and to the field `kind`."""
        return {
            "products": ExportKind("catalogue", "_get_goods", "_dump_goods", 500),
            "prices": ExportKind("catalogue", "_get_goods", "_dump_prices", 1000),
            "stock": ExportKind("catalogue", "_get_goods", "_dump_stock", 500),
            "customers": ExportKind("customers", "_get_customers", "_dump_customers", 500),
            "orders": ExportKind("orders", "_get_orders", "_dump_orders", 200),
            "changes": ExportKind("feed", "_get_changes", "_dump_changes", 5000),
        }

    def _get_filter(self, name):
        """Return what was asked for by this name, or None."""
        return (self.filters or {}).get(name)

    def _since(self, *names):
        """Return the domain of what was changed since the moment asked for."""
        if not (told := self._get_filter("changed_since")):
            return Domain.TRUE
        moment = datetime.fromisoformat(told).astimezone(UTC).replace(tzinfo=None)
        return Domain.OR([Domain(name, ">=", moment) for name in names])

    # === GOODS === #

    def _get_goods(self):
        since = self._since("write_date", "product_tmpl_id.write_date") if self.kind == "products" else Domain.TRUE
        return "product.product", self.key_id._get_shop_product_domain() & since

    def _dump_goods(self, shop, products):
        return ProductDump(shop, products, shop.customer).dump(FIELDS)

    def _dump_prices(self, shop, products):
        customer = shop.env["res.partner"].browse(self._get_filter("customer") or ()).exists()
        quotes = shop.key._get_shop_prices(products, customer)
        return [
            {"product": number, **dump_price(shop, quote).model_dump(mode="json")} for number, quote in quotes.items()
        ]

    def _dump_stock(self, shop, products):
        store = self._get_filter("store")
        stores = shop.key._get_shop_stores([store] if store else None)
        known = [(row.id, row.code, is_known(row)) for row in stores]
        counted = set(shop.key._find_counted(products).ids)
        found = products._get_point_availability(stores)
        low = shop.env.company.low_stock_quantity
        return [dump_stock(number, number in counted, found[number], known, low) for number in products.ids]

    # === PEOPLE AND ORDERS === #

    def _get_customers(self):
        """All whom the shop may find, but suppliers: nobody of ourselves, no companies of ours."""
        ours = self.env["res.company"].search([]).partner_id
        domain = Domain("type", "=", "contact") & Domain("id", "not in", ours.ids)
        domain &= self.key_id._get_company_domain()
        domain &= Domain("supplier_rank", "=", 0) | Domain("customer_rank", ">", 0)
        domain &= Domain("user_ids", "not any", [("share", "=", False)])
        return "res.partner", domain & self._since("write_date")

    def _dump_customers(self, _shop, partners):
        return [dump_customer(partner) for partner in partners]

    def _get_orders(self):
        domain = Domain("company_id", "=", self.company_id.id) & Domain("is_request", "=", False)
        if customer := self._get_filter("customer"):
            domain &= Domain("partner_id", "child_of", customer)
        if store := self._get_filter("store"):
            domain &= Domain("warehouse_id.code", "=", store)
        return "sale.order", domain & self._since("write_date")

    def _dump_orders(self, _shop, orders):
        return [dump_order(order) for order in orders]

    # === CHANGES === #

    def _get_changes(self):
        codes = self.env["torg.exchange.event"]._get_events_of_key(self.key_id).mapped("code")
        changes = self.env["torg.api.change"]
        return changes._name, Domain(changes._get_shop_domain(self.key_id, codes, self._get_filter("place") or 0))

    def _dump_changes(self, shop, rows):
        codes = get_store_codes(shop, rows)
        return [dump_change(row, codes) for row in rows]
