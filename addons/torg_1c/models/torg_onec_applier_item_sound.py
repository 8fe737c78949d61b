from dataclasses import replace

from odoo import models

from odoo.addons.torg_1c.tools.limits import LEAST, MOST
from odoo.addons.torg_1c.tools.records import ABSENT, filled


class TorgOnecApplier(models.AbstractModel):
    """Figures of an item that cannot be are left out and told; the rest of the item is applied."""

    _inherit = "torg.onec.applier"

    def _leave_out_nonsense(self, work, items):
        """Return ``{key: item}`` without weights and packs that nobody can have meant."""
        return {key: self._make_sound(work, item) for key, item in items.items()}

    def _make_sound(self, work, item):
        weight, packs = filled(item.weight), filled(item.packs, ())
        if weight and not 0 < weight < MOST:
            text = self.env._(
                "“%(item)s” cannot weigh %(weight)s: the weight was left out, correct it in 1C.",
                item=filled(item.name) or item.id,
                weight=weight,
            )
            work.issue("bad_weight", text, item, "note", where=item.id)
            item = replace(item, weight=ABSENT)
        bad = [pack for pack in packs if pack.factor and not LEAST <= pack.factor < MOST]
        for pack in bad:
            text = self.env._(
                "A pack of “%(item)s” cannot hold %(factor)s units: it was left out, correct it in 1C.",
                item=filled(item.name) or item.id,
                factor=pack.factor,
            )
            work.issue("bad_pack", text, item, "note", where=item.id)
        return replace(item, packs=tuple(pack for pack in packs if pack not in bad)) if bad else item
