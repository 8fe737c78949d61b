from odoo import api, models

from odoo.addons.torg_1c.tools.kinds import OFFER, WAREHOUSE
from odoo.addons.torg_1c.tools.limits import is_possible
from odoo.addons.torg_1c.tools.records import ABSENT, filled
from odoo.addons.torg_1c.tools.work import CHANGED, REFUSED, UNCHANGED
from odoo.addons.torg_stock.tools.figures import Figure


class TorgOnecApplier(models.AbstractModel):
    """Warehouses, and what is in them."""

    _inherit = "torg.onec.applier"

    @api.model
    def _get_handlers(self):
        return {**super()._get_handlers(), "WarehouseRec": "_apply_warehouses", "StockRec": "_apply_stock"}

    def _apply_warehouses(self, work, records):
        """Introduce warehouses; a person says which store each is, or a setting opens one for it."""
        told = {record.id: self._prepare_warehouse_vals(record) for record in records}
        known = self.env["torg.onec.warehouse"]._introduce(work, "WarehouseRec", told)
        doubtful = self._ask_about_stores(work, known)
        for external_id, mapping in known.items():
            if work.endpoint.onec_create_stores and not mapping.is_mapped and external_id not in doubtful:
                mapping._map(work, mapping._create_store())

    def _prepare_warehouse_vals(self, record):
        vals = {} if record.name is ABSENT else {"name": record.name}
        if record.address and record.address.text:
            vals["address"] = record.address.text
        return vals

    def _apply_stock(self, work, records):
        """Stock of mapped warehouses and known offers; the others wait."""
        stores = self._get_stores_of_stock(work, records)
        keys = {(record.item_id, record.characteristic_id) for record in records}
        offers = self.env["torg.exchange.link"]._lookup(work.endpoint, OFFER, sorted(keys))
        figures, kind = [], work.endpoint.onec_stock_kind
        for record in records:
            key, store_id = (record.item_id, record.characteristic_id), stores[record.warehouse_id]
            if store_id == "unmapped":
                work.park(record, WAREHOUSE, (record.warehouse_id, ""))
            elif store_id == "ignored":
                work.count("StockRec", UNCHANGED)
            elif not store_id:
                work.count("StockRec", REFUSED)
            elif not is_possible(record.quantity, filled(record.reserved)):
                self._refuse_quantity(work, record)
            elif key not in offers:
                work.park(record, OFFER, key)
            else:
                figures.append(Figure(store_id, offers[key], **_get_quantities(record, kind)))
        told = self.env["stock.warehouse"].browse({id_ for id_ in stores.values() if isinstance(id_, int) and id_})
        changed = work.run._take_figures(work, told, figures)
        work.count("StockRec", CHANGED, changed)
        work.count("StockRec", UNCHANGED, len(figures) - changed)

    def _refuse_quantity(self, work, record):
        text = self.env._(
            "%(quantity)s of %(offer)s cannot be in a warehouse: correct it in 1C. What was told before stays.",
            quantity=record.quantity,
            offer=record.offer_id,
        )
        work.issue("bad_quantity", text, record, where=record.offer_id)

    def _get_stores_of_stock(self, work, records):
        """Return ``{warehouse told: store id, "unmapped", "ignored", or False where figures are refused}``."""
        ids = {record.warehouse_id for record in records}
        known = self.env["torg.onec.warehouse"]._get_known(work.endpoint, ids - {ABSENT})
        stores = {external_id: self._get_store(work, mapping) for external_id, mapping in known.items()}
        if ABSENT in ids:
            stores[ABSENT] = self._get_store_of_totals(work)
        return stores

    def _get_store(self, work, mapping):
        if mapping.target != "store":
            return mapping.target
        return self._refuse_kept_here(work, mapping.warehouse_id)

    def _get_store_of_totals(self, work):
        """Return the store that a total without warehouse is about."""
        store = work.endpoint.onec_default_store_id
        if store:
            return self._refuse_kept_here(work, store)
        text = self.env._(
            "The message tells quantities without a warehouse. Choose the store they are about in the settings of "
            "%(endpoint)s, page “Prices and Stock”.",
            endpoint=work.endpoint.name,
        )
        work.run._remark_once(work, "no_warehouse", "", text)
        return False

    def _refuse_kept_here(self, work, store):
        if store.stock_keeper == "external":
            return self._refuse_of_others(work, store)
        text = self.env._(
            "The stock of “%(store)s” is kept by Odoo: figures from outside are refused. Hand it over to 1C on the "
            "screen “Warehouses”, or mark the warehouse as not wanted.",
            store=store.name,
        )
        work.run._remark_once(work, "store_kept_here", store.name, text)
        return False

    def _refuse_of_others(self, work, store):
        """Return the store, or False where another base tells its stock."""
        store._claim_for_base(work.endpoint)
        owner = store.sudo().onec_base_id  # sudo: which base the store belongs to
        if owner == work.endpoint:
            return store.id
        text = self.env._(
            "The stock of “%(store)s” is told by %(owner)s: what %(endpoint)s says of it was left out. Mark the "
            "warehouse as not wanted, or say on the screen “Warehouses” that the store belongs to %(endpoint)s.",
            store=store.name,
            owner=owner.name,
            endpoint=work.endpoint.name,
        )
        work.run._remark_once(work, "store_of_another_base", store.name, text)
        return False


def _get_quantities(record, kind):
    """Return what a row tells: what lies there and what of it is reserved, or one quantity of the kind of its base."""
    quantity = float(record.quantity or 0)
    if record.reserved is ABSENT:
        return {kind: quantity}
    return {"on_hand": quantity, "reserved": float(record.reserved or 0)}
