import uuid

from odoo import api, models

from odoo.addons.torg_1c.tools import kinds

COST, RETAIL = "price_cost", "price_retail"  # kinds of prices in 1C
NAMES = {COST: "Закупочная", RETAIL: "Розничная"}


class TorgDemo(models.AbstractModel):
    """What the 1C base of the company calls its goods, groups, stores, kinds of prices and customers.

    The goods are the same on both sides from the first day, so the first push of 1C changes nothing here.
    """

    _inherit = "torg.demo"

    @api.model
    def _get_parts(self):
        """Override to link what is loaded once the base is there."""
        parts = super()._get_parts()
        parts.insert(parts.index("introduction"), "onec_links")
        return parts

    @api.model
    def _load_onec_links(self):
        endpoint = self._get_onec()
        if not endpoint or not self._is_new("onec_linked"):
            return
        endpoint.onec_stock_kind = "on_hand"  # as the table of the stock tells it
        self._link_onec(endpoint, kinds.GROUP, self._get_named("product.category", "category_"))
        self._link_onec_goods(endpoint)
        stores = self._get_named("stock.warehouse", "store_")
        kept = {name: store for name, store in stores.items() if store.stock_keeper == "external"}
        self._link_onec(endpoint, kinds.WAREHOUSE, kept)
        self.env["torg.onec.warehouse"]._get_known(endpoint, [identifier(name) for name in kept])
        self.env["stock.warehouse"].union(*kept.values())._claim_for_base(endpoint)
        self._map_onec_prices(endpoint)
        customers = self._get_named("res.partner", "customer_")
        self._link_onec(endpoint, kinds.PARTNER, customers)
        self._remember({"onec_linked": endpoint})

    @api.model
    def _get_onec(self):
        """Return the 1C base, empty when a person has deleted it."""
        return self._get_records("torg.exchange.endpoint").get("endpoint_ut", self.env["torg.exchange.endpoint"])

    @api.model
    def _get_named(self, model, prefix):
        """Return {name: record} of the demo records that still exist."""
        found = {name: record for name, record in self._get_records(model).items() if name.startswith(prefix)}
        alive = self.env[model].union(*found.values()).exists()
        return {name: record for name, record in found.items() if record in alive}

    @api.model
    def _link_onec(self, endpoint, kind, records):
        """Link records by an identifier made of their names, ``{name: record}``."""
        self.env["torg.exchange.link"]._link(
            endpoint, kind, {(identifier(name), ""): record for name, record in records.items()}
        )

    @api.model
    def _link_onec_goods(self, endpoint):
        """A product with variants is an item with characteristics, any other an item alone."""
        templates = self._get_named("product.template", "product_")
        names = {variant.id: name for name, variant in self._get_named("product.product", "variant_").items()}
        self._link_onec(endpoint, kinds.ITEM, templates)
        offers = {}
        for name, template in templates.items():
            variants = template.with_context(active_test=False).product_variant_ids
            for variant in variants.filtered(lambda variant: variant.id in names):
                offers[identifier(name), identifier(names[variant.id]) if len(variants) > 1 else ""] = variant
        self.env["torg.exchange.link"]._link(endpoint, kinds.OFFER, offers)

    @api.model
    def _map_onec_prices(self, endpoint):
        """Retail prices are kept here and compared, the cost comes from 1C."""
        retail = self.env["torg.price.type"].search([("is_retail", "=", True)], limit=1)
        self._link_onec(endpoint, kinds.PRICE_TYPE, {RETAIL: retail} if retail else {})
        mappings = self.env["torg.onec.price.type"]._get_known(endpoint, [identifier(name) for name in NAMES])
        for name, title in NAMES.items():
            mapping = mappings[identifier(name)]
            mapping.name = title
            if mapping.target == "unmapped":
                mapping.target = "cost" if name == COST else "ignored"


def identifier(name):
    """What 1C calls the demo record of this name: the same in every demo base."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"https://ladoga.example/1c/{name}"))
