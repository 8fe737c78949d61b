from datetime import UTC, timedelta

from odoo import fields, http

from odoo.addons.torg_api.operation import operation
from odoo.addons.torg_api.schemas.base import moment
from odoo.addons.torg_api.schemas.stores import Opening, Store, StoreList, StoreQuery

WEEK = timedelta(days=7)


class Stores(http.Controller):
    """Stores of the key's company."""

    @operation("GET", "/stores", scope="catalogue", query=StoreQuery, answer=StoreList, summary="Stores", tag="Stores",
               customer=True)  # fmt: skip
    def list_stores(self, api, query):
        """All stores with their addresses and the hours of the coming week."""
        domain = [("company_id", "=", api.key.company_id.id)]
        if query.pickup is not None:
            domain.append(("pickup_allowed", "=", query.pickup))
        stores = api.env["stock.warehouse"].search(domain)
        now = fields.Datetime.now().replace(tzinfo=UTC)
        openings = stores.filtered("opening_hours")._get_opening_intervals(now, now + WEEK)
        return StoreList(items=[self._dump_store(store, openings.get(store.id, ())) for store in stores])

    def _dump_store(self, store, openings):
        return Store(
            code=store.code,
            name=store.name,
            address=store.address or None,
            phone=store.phone or None,
            latitude=store.latitude or None,
            longitude=store.longitude or None,
            pickup=store.pickup_allowed,
            timezone=str(store._get_opening_tz()),
            open_now=store.is_open_now,
            openings=[Opening(opens=opens, closes=closes) for opens, closes in openings],
            stock_as_of=moment(store.figures_at) if store.stock_keeper == "external" else None,
        )
