from odoo import api, models

from odoo.addons.torg_1c.tools.kinds import PROPERTY, VARIANT
from odoo.addons.torg_1c.tools.records import filled


class TorgOnecApplier(models.AbstractModel):
    """Properties of items, as 1C describes them: a person says what becomes of them."""

    _inherit = "torg.onec.applier"

    @api.model
    def _get_handlers(self):
        """Override to apply properties."""
        return super()._get_handlers() | {"PropertyRec": "_apply_properties"}

    def _apply_properties(self, work, properties):
        """Keep properties with their values; whoever waits for one of them goes on."""
        told = {row.id: row for row in properties}
        names = {code: filled(row.name, "") for code, row in told.items()}
        known = self.env["torg.onec.property"].search(
            [("endpoint_id", "=", work.endpoint.id), ("source", "=", "property"), ("code", "in", list(told))]
        )
        before = set(known.mapped("code"))
        rows = self.env["torg.onec.property"]._ensure(work.endpoint, "property", names)
        for code, record in told.items():
            row, variants = rows[code], filled(record.variants, ())
            changed = row._keep_variants(variants) if variants else 0
            changed += self._describe_property(row, record)
            work.linked[PROPERTY].add((code, ""))
            work.linked[VARIANT].update((code, variant.id) for variant in variants if changed and variant.id)
            verdict = "created" if code not in before else "changed" if changed else "unchanged"
            work.count("PropertyRec", verdict)
        work.count("PropertyRec", "unchanged", len(properties) - len(told))

    def _describe_property(self, row, record):
        told = {"name": filled(record.name), "value_type": filled(record.value_type)}
        different = {name: value for name, value in told.items() if value and row[name] != value}
        if different:
            row.write(different)
        return bool(different)
