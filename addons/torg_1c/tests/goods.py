from decimal import Decimal

from odoo.tools import SQL

from odoo.addons.torg_1c.tools.records import PriceRec, PriceTypeRec, StockRec, WarehouseRec

TABLES = ("product_pricelist_item", "torg_price_revision", "torg_price_revision_line", "torg_price_history",
          "torg_stock_figure", "stock_quant", "product_product", "product_template", "mail_message",
          "torg_onec_price_type", "torg_onec_warehouse")  # fmt: skip


class GoodsMixin:
    """Offers that are linked, a kind of prices and a warehouse of 1C, and rows about them."""

    @classmethod
    def set_up_goods(cls, count=3):
        cls.products = cls.env["product.product"].create(
            [{"name": f"Goods {number}", "is_storable": True} for number in range(count)]
        )
        cls.link_offers(cls.products)

    @classmethod
    def link_offers(cls, products, endpoint=None):
        links = {(f"item-{number}", ""): product for number, product in enumerate(products)}
        cls.env["torg.exchange.link"]._link(endpoint or cls.onec, "offer", links)

    @classmethod
    def map_price_type(cls, key="retail", endpoint=None, **vals):
        values = {"endpoint_id": (endpoint or cls.onec).id, "external_id": key, "name": f"Prices {key}", **vals}
        mapping = cls.env["torg.onec.price.type"].create(values)
        if mapping.target == "unmapped":
            mapping.action_create_price_list()
        return mapping

    @classmethod
    def map_store(cls, key="main", endpoint=None):
        vals = {"endpoint_id": (endpoint or cls.onec).id, "external_id": key, "name": f"Store {key}"}
        mapping = cls.env["torg.onec.warehouse"].create(vals)
        mapping.action_create_store()
        return mapping

    def price_type_row(self, key="retail", **told):
        return PriceTypeRec(key, name=told.pop("name", f"Prices {key}"), **told)

    def store_row(self, key="main", **told):
        return WarehouseRec(key, name=told.pop("name", f"Store {key}"), **told)

    def price_row(self, number, price, key="retail", **told):
        price = None if price is None else Decimal(str(price))
        return PriceRec(f"item-{number}", f"item-{number}", "", key, price, **told)

    def stock_row(self, number, quantity, key="main", **told):
        quantity = None if quantity is None else Decimal(str(quantity))
        told = {name: Decimal(str(value)) for name, value in told.items()}
        return StockRec(f"item-{number}", f"item-{number}", "", key, quantity, **told)

    def prices(self, mapping, products=None):
        """Return the prices in force, by the verb everybody asks."""
        products = self.products if products is None else products
        quotes = products._get_customer_prices(pricelist=mapping.price_type_id.pricelist_id)
        return [quotes[product.id].price for product in products]

    def stock(self, mapping, products=None):
        """Return what is free, by the verb everybody asks."""
        products = self.products if products is None else products
        found = products._get_point_availability(mapping.warehouse_id)
        return [found[product.id][mapping.warehouse_id.id].free for product in products]

    def versions(self):
        """Return what changes when a business row is written: its place in the table."""
        self.env.flush_all()
        parts = [SQL("SELECT %s, id, ctid::text FROM %s", table, SQL.identifier(table)) for table in TABLES]
        return set(self.env.execute_query(SQL(" UNION ALL ").join(parts)))
