from odoo import models

from odoo.addons.torg_1c.tools.kinds import ITEM
from odoo.addons.torg_1c.tools.records import filled

from .torg_onec_match import MATCH


class TorgOnecApplier(models.AbstractModel):
    """At first contact an item may be a product that is here already: found by article or barcode, never by name."""

    _inherit = "torg.onec.applier"

    def _match_items(self, work, items):
        """Link new items to products of ours; return ``{key: template}`` and the keys that wait for a person."""
        if work.endpoint.onec_match == "none" or not items:
            return {}, set()
        matches = self.env["torg.onec.match"]
        decided = matches._get_decisions(work.endpoint, ITEM, [key[0] for key in items])
        found = {key: decided[key[0]] for key in items if decided.get(key[0])}
        taken, doubtful = {template.id for template in found.values()}, {}
        for item, candidates in self._find_candidates(work, items, decided).items():
            key = (item.item_id, "")
            if self._is_certain(item, candidates) and candidates.id not in taken:
                found[key] = candidates
                taken.add(candidates.id)
            else:
                doubtful[item] = candidates
        matches._put(work.endpoint, ITEM, {item.item_id: _question(item, row) for item, row in doubtful.items()})
        for item in doubtful:
            reason = self.env._("A person has to say whether it is one of our products.")
            work.park(item, MATCH, (item.item_id, ""), reason)
        self.env["torg.exchange.link"]._link(work.endpoint, ITEM, found)
        work.linked[ITEM] |= found.keys()
        return found, {(item.item_id, "") for item in doubtful}

    def _find_candidates(self, work, items, decided):
        """Return ``{item: templates}`` of the undecided items that resemble unlinked products."""
        by = work.endpoint.onec_match
        told = {}
        for item in items.values():
            if item.item_id not in decided:
                codes = {("default_code", item.article)} if by in ("article", "both") and item.article else set()
                if by in ("barcode", "both"):
                    codes |= {("barcode", code) for code in item.barcodes or ()}
                told[item] = codes
        found = self._find_by_codes({code for codes in told.values() for code in codes})
        taken = self.env["torg.exchange.link"]._lookup_external(
            work.endpoint, ITEM, self.env["product.template"].union(*found.values())
        )
        result = {}
        for item, codes in told.items():
            templates = self.env["product.template"].union(*(found[code] for code in codes if code in found))
            templates = templates.filtered(lambda template: template.id not in taken)
            if templates:
                result[item] = templates
        everything = self.env["product.template"].union(*result.values()).with_context(active_test=False)
        everything.product_variant_ids.fetch(["default_code", "barcode"])  # once for all, read one by one afterwards
        return result

    def _find_by_codes(self, codes):
        """Return ``{(field, code): templates}``."""
        found = {}
        products = self.env["product.product"].with_context(active_test=False)
        for field in ("default_code", "barcode"):
            told = [code for name, code in codes if name == field]
            for product in products.search([(field, "in", told)]) if told else ():
                place = (field, product[field])
                found[place] = found.get(place, product.product_tmpl_id) | product.product_tmpl_id
        return found

    def _is_certain(self, item, candidates):
        """One product, and nothing in it that speaks against: another article or another barcode."""
        if len(candidates) != 1:
            return False
        variants = candidates.with_context(active_test=False).product_variant_ids
        articles = set(filter(None, variants.mapped("default_code")))
        barcodes = set(filter(None, variants.mapped("barcode")))
        other_article = item.article and articles and item.article not in articles
        other_barcode = item.barcodes and barcodes and not barcodes & set(item.barcodes)
        return not other_article and not other_barcode


def _question(item, candidates):
    """Return what a person is asked: name, facts and candidates."""
    facts = {
        "article": filled(item.article),
        "barcode": ", ".join(filled(item.barcodes, ())),
        "unit": filled(item.unit) and filled(item.unit.name),
    }
    return item.name or item.full_name or item.item_id, facts, candidates
