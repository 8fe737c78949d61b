from odoo import models

from odoo.addons.torg_1c.tools.kinds import OFFER


class TorgOnecApplier(models.AbstractModel):
    """A characteristic of a product that another base has brought is the variant that is there already."""

    _inherit = "torg.onec.applier"

    def _match_offers(self, work, wanted, known):
        """Link new offers of known products to their variants: by barcode or article, else by equal characteristics.

        The product itself was found by its article or barcode: within it equal characteristics are the same variant.
        """
        new = {key: vals for key, vals in wanted.items() if key not in known and vals.get("product_tmpl_id")}
        if not new or not work.endpoint._get_other_bases():
            return
        variants = self.env["product.product"].with_context(active_test=False)
        variants = variants.search(
            [("product_tmpl_id", "in", list({vals["product_tmpl_id"] for vals in new.values()}))]
        )
        linked = self.env["torg.exchange.link"]._lookup_external(work.endpoint, OFFER, variants)
        places = {}
        for variant in variants.filtered(lambda one: one.id not in linked):
            for place in _places(variant):
                places.setdefault(place, variant)
        found, taken = {}, set()
        for key, vals in new.items():
            variant = next((places[place] for place in _told_places(vals) if place in places), None)
            if variant and variant.id not in taken:
                found[key] = variant.with_context(self.env.context)
                taken.add(variant.id)
        self.env["torg.exchange.link"]._link(work.endpoint, OFFER, found)
        work.linked[OFFER] |= found.keys()


def _places(variant):
    """By what a variant is found in its template."""
    template = variant.product_tmpl_id.id
    values = sorted(variant.product_template_attribute_value_ids.ids)
    rows = (("barcode", variant.barcode), ("default_code", variant.default_code), ("values", tuple(values)))
    return [(template, name, value) for name, value in rows if value]


def _told_places(vals):
    """By what an offer finds its variant, the surest first; the article of all characteristics is no sign of one."""
    values = tuple(sorted(vals.get("product_template_attribute_value_ids", ())))
    rows = (("barcode", vals.get("barcode")), ("values", values), ("default_code", vals.get("default_code")))
    return [(vals["product_tmpl_id"], name, value) for name, value in rows if value]
