from odoo import api, models

from odoo.addons.torg_1c.tools.dimensions import dimensions
from odoo.addons.torg_1c.tools.fingerprint import fingerprint
from odoo.addons.torg_1c.tools.kinds import ITEM, OFFER
from odoo.addons.torg_1c.tools.records import filled

from .torg_onec_applier_group import QUIET
from .torg_onec_applier_item import FULL


class TorgOnecApplier(models.AbstractModel):
    """Offers are variants. The key is the pair of item and characteristic: many items share one characteristic."""

    _inherit = "torg.onec.applier"

    @api.model
    def _get_handlers(self):
        """Override to apply offers."""
        return super()._get_handlers() | {"OfferRec": "_apply_offers"}

    def _apply_offers(self, work, offers):
        """Apply what describes offers; their prices and stock are records of their own."""
        work.see(OFFER, [(offer.item_id, offer.characteristic_id) for offer in offers])
        told = {(offer.item_id, offer.characteristic_id): offer for offer in offers if _describes(offer)}
        if any(not offer.is_bare for offer in offers):
            work.see(FULL, [(OFFER, "")])
        hashes = {key: fingerprint(offer) for key, offer in told.items()}
        fresh = set(self.env["torg.exchange.link"]._filter_changed(work.endpoint, OFFER, hashes))
        known = self._find(work.endpoint, OFFER, "product.product", told)
        changed = {key: offer for key, offer in told.items() if key in fresh or key not in known}
        work.count(OFFER, "unchanged", len(offers) - len(changed))
        if changed:
            self._change_offers(work, changed, known, hashes)

    def _change_offers(self, work, offers, known, hashes):
        offers, templates = self._split_orphans(work, offers)
        offers = self._drop_strange(work, offers, known)
        quiet = self.with_context(**QUIET)
        wanted = {key: self._prepare_offer_vals(offer) for key, offer in offers.items()}
        pairs = {key: offer for key, offer in offers.items() if key[1]}
        if pairs:
            combinations = quiet._place_offers(work, pairs, templates, known)
            for key, values in combinations.items():
                wanted[key] |= {"product_tmpl_id": templates[key[0]].id, "product_template_attribute_value_ids": values}
            lost = self._get_lost(work, wanted)
            wanted = {key: vals for key, vals in wanted.items() if key not in lost}
        self._match_offers(work, wanted, known)
        self._drop_taken_barcodes(work, OFFER, wanted)
        quiet._sync(work, OFFER, "product.product", wanted, hashes)

    def _get_lost(self, work, keys):
        """Return the offers without characteristics whose variant has just become a characteristic."""
        plain = {key for key in keys if not key[1]}
        return plain - self._find(work.endpoint, OFFER, "product.product", plain).keys()

    def _split_orphans(self, work, offers):
        """Return the offers whose item is known, and ``{item id: template}``; the others wait for their item."""
        found = self._find(work.endpoint, ITEM, "product.template", {(key[0], "") for key in offers})
        templates = {key[0]: template for key, template in found.items()}
        for key, offer in offers.items():
            if key[0] not in templates:
                work.park(offer, ITEM, (key[0], ""), self.env._("Its item has not come yet."))
        return {key: offer for key, offer in offers.items() if key[0] in templates}, templates

    def _drop_strange(self, work, offers, known):
        """Leave out what there is nothing to do for: unknown and deleted, or of an item that has characteristics."""
        kept = {}
        for key, offer in offers.items():
            if key in known or (key[1] and not offer.deleted):
                kept[key] = offer
                continue
            work.count(OFFER, "unchanged")
            if not offer.deleted:
                text = self.env._("The item has characteristics, and this offer names none: it was left out.")
                work.issue("offer_without_characteristic", text, level="note", where=offer.id)
        return kept

    def _prepare_offer_vals(self, offer):
        """Return the values of a variant; what the offer does not tell is not among them."""
        vals = {"active": not offer.deleted} if offer.characteristic_id else {}
        if filled(offer.article):
            vals["default_code"] = offer.article
        if filled(offer.barcodes):
            vals["barcode"] = offer.barcodes[0]
        return vals

    def _place_offers(self, work, offers, templates, known):
        """Return ``{key: ids of the values of attributes}``; whatever the templates lack for that is made."""
        title = self.env._("Characteristic")
        wanted = {
            key: dimensions(offer, templates[key[0]].name, title)
            for key, offer in offers.items()
            if _names(offer) or key not in known
        }
        self._take_over_only_variants(work, [key for key in wanted if key not in known], templates)
        same = {key: known[key] for key in wanted.keys() & known.keys() if self._is_called(known[key], wanted[key])}
        combinations = self._ensure_combinations(
            work, {key: (templates[key[0]], told) for key, told in wanted.items() if key not in same}
        )
        return combinations | {
            key: one.product_template_attribute_value_ids.sorted("id").ids for key, one in same.items()
        }

    def _is_called(self, variant, told):
        """Whether a variant has these dimensions already, whichever attributes they are of."""
        return self._get_pairs(variant) == frozenset(told.items())


def _describes(offer):
    """Whether the row says more than prices and stock."""
    return not offer.is_bare or offer.deleted


def _names(offer):
    """Whether the row tells which characteristic it is."""
    return bool(filled(offer.name) or filled(offer.characteristics))
