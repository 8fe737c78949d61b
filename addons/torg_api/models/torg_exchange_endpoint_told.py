from dataclasses import asdict

from odoo import models

from odoo.addons.torg_api.controllers.availability import dump_stock, is_known
from odoo.addons.torg_api.schemas import events

TELLERS = {
    "product.updated": "_tell_products",
    "stock.changed": "_tell_stock",
    "price.changed": "_tell_prices",
    "category.updated": "_tell_categories",
    "store.updated": "_tell_stores",
    "document.ready": "_tell_documents",
}


class TorgExchangeEndpoint(models.Model):
    """Webhooks carry what the shop API would answer, so that a site need not ask again."""

    _inherit = "torg.exchange.endpoint"

    def _prepare_webhook_data(self, messages):
        """Override of torg_exchange to tell what goods, stores and documents look like."""
        data = super()._prepare_webhook_data(messages)
        for (code, model), rows in messages.grouped(lambda row: (row.event_id.code, row.res_model)).items():
            if code not in TELLERS:
                continue
            # sudo: the subscription decides what the site hears, a job has no person
            records = self.env[model].sudo().browse(rows.mapped("res_id")).exists()
            told = getattr(self, TELLERS[code])(records)
            for message in rows.filtered(lambda row, told=told: row.res_id in told):
                data[message] = {**data.get(message, {}), **_as_plain(told[message.res_id])}
        return data

    def _get_api_key(self):
        """Return the key whose site keeps this subscription, or an empty record."""
        # sudo: a job has no person
        return self.env["torg.webhook"].sudo().search([("endpoint_id", "=", self.id)]).api_key_id

    def _tell_products(self, products):
        return {
            product.id: events.ProductEvent.model_construct(
                name=product.with_context(display_default_code=False).display_name,
                article=product.default_code or None,
                barcode=product.barcode or None,
                category=product.categ_id.id or None,
                on_sale=product.active and product.sale_ok,
            )
            for product in products
        }

    def _tell_stock(self, products):
        company = self.company_id or self.env.company
        stores = self.env["stock.warehouse"].sudo().search([("company_id", "=", company.id)])  # sudo: see above
        known = [(store.id, store.code, is_known(store)) for store in stores]
        found, low = products._get_point_availability(stores), company.low_stock_quantity
        rows = [dump_stock(row.id, row.is_storable, found[row.id], known, low) for row in products]
        return {row.product: {name: value for name, value in asdict(row).items() if name != "product"} for row in rows}

    def _tell_prices(self, products):
        key = self._get_api_key()
        quotes = products._get_customer_prices(pricelist=key._get_shop_pricelist(self.env["res.partner"]))
        currencies = {row.id: row.name for row in self.env["res.currency"].with_context(active_test=False).search([])}
        return {
            number: events.PriceEvent.model_construct(
                price=events.Price(
                    price=quote.price,
                    base_price=quote.base_price,
                    discount=quote.discount,
                    currency=currencies[quote.currency_id],
                )
            )
            for number, quote in quotes.items()
        }

    def _tell_categories(self, categories):
        return {
            row.id: events.CategoryEvent.model_construct(name=row.name, parent=row.parent_id.id or None)
            for row in categories
        }

    def _tell_stores(self, stores):
        return {
            store.id: events.StoreEvent.model_construct(
                code=store.code,
                name=store.name,
                address=store.address or None,
                phone=store.phone or None,
                pickup=store.pickup_allowed,
                active=store.active,
            )
            for store in stores
        }

    def _tell_documents(self, documents):
        """Documents are of many models: each that makes some tells of them by `_get_shop_document_facts`."""
        if not hasattr(documents, "_get_shop_document_facts"):
            return {}
        facts = documents._get_shop_document_facts()
        return {number: events.DocumentEvent.model_construct(**row) for number, row in facts.items()}


def _as_plain(told):
    """What the event tells of the object, without what every message has."""
    return told if isinstance(told, dict) else told.model_dump(mode="json", exclude={"id", "revision"})
