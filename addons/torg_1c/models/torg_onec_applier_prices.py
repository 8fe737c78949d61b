from odoo import api, models

from odoo.addons.torg_1c.tools.kinds import OFFER, PRICE_TYPE
from odoo.addons.torg_1c.tools.price_rows import is_sound
from odoo.addons.torg_1c.tools.records import ABSENT
from odoo.addons.torg_1c.tools.work import UNCHANGED


class TorgOnecApplier(models.AbstractModel):
    """Kinds of prices, and prices."""

    _inherit = "torg.onec.applier"

    @api.model
    def _get_handlers(self):
        return {**super()._get_handlers(), "PriceTypeRec": "_apply_price_types", "PriceRec": "_apply_prices"}

    def _apply_price_types(self, work, records):
        """Introduce kinds of prices; a person says what each is here, or a setting makes a price list of it."""
        told = {record.id: self._prepare_price_type_vals(record) for record in records}
        known = self.env["torg.onec.price.type"]._introduce(work, "PriceTypeRec", told)
        for mapping in known.values():
            if work.endpoint.onec_create_price_lists and not mapping.is_mapped:
                mapping._map(work, mapping._create_price_list())

    def _prepare_price_type_vals(self, record):
        vals = {}
        if record.name is not ABSENT:
            vals["name"] = record.name
        if record.currency is not ABSENT:
            currencies = self.env["res.currency"].with_context(active_test=False)
            vals["currency_name"] = record.currency
            vals["currency_id"] = currencies.search([("name", "=", record.currency_code or "")]).id
        if record.tax_included is not ABSENT and record.tax_included is not None:
            vals["tax"] = "included" if record.tax_included else "excluded"
        return vals

    def _apply_prices(self, work, records):
        """Prices of mapped kinds and known offers; the others wait."""
        types = self.env["torg.onec.price.type"]._get_known(work.endpoint, {record.price_type_id for record in records})
        keys = {(record.item_id, record.characteristic_id) for record in records}
        offers = self.env["torg.exchange.link"]._lookup(work.endpoint, OFFER, sorted(keys))
        targets = {external_id: mapping.target for external_id, mapping in types.items()}
        ready = {}
        for record in records:
            key, target = (record.item_id, record.characteristic_id), targets[record.price_type_id]
            if target == "ignored":
                work.count("PriceRec", UNCHANGED)
            elif not is_sound(record):
                self._refuse_price(work, record)
            elif target == "unmapped":
                work.park(record, PRICE_TYPE, (record.price_type_id, ""))
            elif key not in offers:
                work.park(record, OFFER, key)
            else:
                ready.setdefault(record.price_type_id, {}).setdefault(offers[key], []).append(record)
        changed = set()
        for external_id, rows in sorted(ready.items()):
            types[external_id]._take_prices(work, rows, changed)
        self.env["product.product"].browse(sorted(changed))._tell_prices_changed()

    def _refuse_price(self, work, record):
        text = self.env._(
            "%(price)s cannot be a price of %(offer)s, neither below zero nor beyond all money: correct it in 1C. The "
            "price that was in force stays.",
            price=record.price,
            offer=record.offer_id,
        )
        work.issue("bad_price", text, record, where=record.offer_id)
