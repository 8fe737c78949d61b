from odoo import models

from odoo.addons.torg_1c.tools.kinds import WAREHOUSE


class TorgOnecApplier(models.AbstractModel):
    """A warehouse of one base may be a store that another base knows: a person says so, a name alone never does."""

    _inherit = "torg.onec.applier"

    def _ask_about_stores(self, work, mappings):
        """Ask about warehouses that resemble stores of other bases; return the identifiers that wait for a person."""
        open_ones = {key: mapping for key, mapping in mappings.items() if not mapping.is_mapped}
        others = work.endpoint._get_other_bases()
        if not open_ones or not others:
            return set()
        matches = self.env["torg.onec.match"]
        decided = matches._get_decisions(work.endpoint, WAREHOUSE, open_ones)
        links = self.env["torg.exchange.link"].search([("endpoint_id", "in", others), ("kind", "=", WAREHOUSE)])
        stores = self.env["stock.warehouse"].browse(set(links.mapped("res_id"))).exists()
        taken = self.env["torg.exchange.link"]._lookup_external(work.endpoint, WAREHOUSE, stores)
        by_id = {link.external_id: link.res_id for link in links}
        doubtful = {}
        for external_id, mapping in open_ones.items():
            similar = stores.filtered(
                lambda store, key=external_id, told=mapping: (
                    store.id not in taken and (by_id.get(key) == store.id or _resembles(store, told))
                )
            )
            if similar and external_id not in decided:
                doubtful[external_id] = (mapping.display_name, {"address": mapping.address}, similar)
        matches._put(work.endpoint, WAREHOUSE, doubtful)
        return set(doubtful)


def _resembles(store, mapping):
    """Whether the name or the address is the same: enough for a question, not for an answer."""
    address = store.partner_id.street or ""
    same_address = bool(mapping.address) and address.casefold() in mapping.address.casefold() and bool(address)
    return (mapping.name or "").strip().casefold() == store.name.strip().casefold() or same_address
