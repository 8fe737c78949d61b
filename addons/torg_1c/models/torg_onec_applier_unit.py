from odoo import api, models

from odoo.addons.torg_1c.tools.kinds import UNIT


class TorgOnecApplier(models.AbstractModel):
    """Units, and the packs of items."""

    _inherit = "torg.onec.applier"

    @api.model
    def _get_handlers(self):
        """Override to apply units."""
        return super()._get_handlers() | {"UnitRec": "_apply_units"}

    def _apply_units(self, work, units):
        """Match the units of the directory."""
        keep = self.env["torg.onec.unit"]._keep
        new = [unit for unit in units if not unit.deleted and keep(work.endpoint, unit)]
        work.linked[UNIT].update((unit.id, "") for unit in new)
        work.count("UnitRec", "created", len(new))
        work.count("UnitRec", "unchanged", len(units) - len(new))

    # === PACKS === #

    def _apply_packs(self, work, packs):
        """Give templates the packs and the further barcodes 1C names: ``{template: (packs, barcodes)}``."""
        found = self._find_pack_units({template: rows for template, (rows, _barcodes) in packs.items()})
        codes = {}
        for template, (rows, barcodes) in packs.items():
            units = found[template]
            missing = [uom.id for uom in units.values() if uom not in template.uom_ids]
            if missing:
                template.write({"uom_ids": [(4, uom_id) for uom_id in missing]})
            variant = template.product_variant_ids[:1]
            for pack in rows:
                if pack.barcode and pack in units and variant:
                    codes[pack.barcode] = (variant, units[pack])
            codes |= {barcode: (variant, template.uom_id) for barcode in barcodes if variant}
        self._add_pack_barcodes(codes)

    def _find_pack_units(self, packs):
        """Return ``{template: {pack: uom}}``: a unit of so many base units, one for all items that have such a pack."""
        result, known = {}, {}
        for template, rows in packs.items():
            result[template] = {}
            for pack in rows:
                if not pack.factor or pack.factor in (0, 1):
                    continue
                key = (template.uom_id, float(pack.factor), " ".join((pack.unit or self.env._("pack")).split()))
                if key not in known:
                    known[key] = self._get_pack_unit(*key)
                result[template][pack] = known[key]
        return result

    def _get_pack_unit(self, base, factor, name):
        uoms = self.env["uom.uom"]
        title = f"{name} ({factor:g} {base.name})"
        domain = [("relative_uom_id", "=", base.id), ("relative_factor", "=", factor), ("name", "=", title)]
        values = {"name": title, "relative_uom_id": base.id, "relative_factor": factor}
        return uoms.search(domain, limit=1) or uoms.create(values)

    def _add_pack_barcodes(self, codes):
        taken = {row.barcode for row in self.env["product.uom"].search([("barcode", "in", list(codes))])}
        products = self.env["product.product"].with_context(active_test=False)
        taken |= set(products.search([("barcode", "in", list(codes))]).mapped("barcode"))
        self.env["product.uom"].create(
            [
                {"product_id": variant.id, "uom_id": uom.id, "barcode": barcode}
                for barcode, (variant, uom) in codes.items()
                if barcode not in taken
            ]
        )
