"""What the operations on many rows, files and webhooks need in the tests of all operations."""

import json
from datetime import date

DAY = date(2026, 3, 2)


class BulkMixin:
    """A store the site keeps, a price type, a category of its own, results of a day."""

    @classmethod
    def _setup_bulk(cls):
        """Return values that fill the examples."""
        kept = cls.env["stock.warehouse"].create({"name": "Kept", "code": "KEPT", "stock_keeper": "external"})
        pricelist = cls.env["product.pricelist"].create({"name": "Wholesale"})
        cls.env["torg.price.type"].create({"name": "Wholesale", "code": "opt", "pricelist_id": pricelist.id})
        rums = cls.product.categ_id = cls.env["product.category"].create({"name": "Rums"})
        days = cls.env["torg.store.day"]
        days._receive_day_totals(cls.near, DAY, {"revenue": 5}, cls.key._get_endpoint())
        return {"kept": kept.code, "rums": rums.id, "day": DAY.isoformat()}

    def add_bulk_values(self, told, values):
        """Add what an example uses up."""
        if "{webhook}" in told:
            values |= self._make_webhook()
        if "/price-list" in told:
            values["price_list"] = self._make_price_list().id
        if "/imports" in told:
            self.env["torg.api.import"].search([("state", "=", "running")])._cancel()
        if "{file}" in told:
            lines = b'{"phone": 5}'
            values["file"] = self.env["torg.api.import"]._open(self.key, "customers", lines).id
        if "export" in told:
            self.env["torg.api.export"].search([]).state = "expired"
        if "{export}" in told:
            values["export"] = self.env["torg.api.export"]._open(self.key, "stock", {}).id
        return values

    def _make_webhook(self):
        event = self.env.ref("torg_stock.event_store_updated")
        webhook = self.env["torg.webhook"].create(
            {"name": "Site", "url": "https://shop.example/", "event_ids": event.ids, "api_key_id": self.key.id}
        )
        self.near._emit_event("store.updated")
        message = self.env["torg.exchange.message"].search([("endpoint_id", "=", webhook.endpoint_id.id)])
        self.env["torg.webhook"].search([("api_key_id", "=", self.key.id)])[:-3].unlink()
        return {"webhook": webhook.id, "message": message.uuid}

    def _make_price_list(self):
        price_list = self.env["torg.price.list"].create(
            {"partner_id": self.customer.id, "scope": "products", "product_ids": self.product.ids, "with_photo": False}
        )
        price_list.action_make()
        return price_list

    def send(self, made, path, body):
        """Send an example; a file of lines where the operation takes one."""
        if not made.upload:
            return self.call(made.method, path, body)
        return self.call(made.method, path, raw=json.dumps(body).encode(), headers={"Content-Type": made.upload})
