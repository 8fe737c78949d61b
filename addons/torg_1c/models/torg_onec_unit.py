from odoo import api, fields, models

from odoo.addons.torg_1c.tools.records import filled
from odoo.addons.torg_1c.tools.values import UNITS, unit_code

# Codes of the all-Russian classifier that core has units for.
CORE_UNITS = {
    "796": "product_uom_unit",
    "166": "product_uom_kgm",
    "163": "product_uom_gram",
    "168": "product_uom_ton",
    "112": "product_uom_litre",
    "111": "product_uom_milliliter",
    "006": "product_uom_meter",
    "055": "product_uom_square_meter",
    "113": "product_uom_cubic_meter",
    "356": "product_uom_hour",
}


class TorgOnecUnit(models.Model):
    """Which unit of 1C is which unit of measure here."""

    _name = "torg.onec.unit"
    _description = "Unit of 1C"
    _order = "name, id"

    endpoint_id = fields.Many2one("torg.exchange.endpoint", required=True, ondelete="cascade", index=True)
    code = fields.Char(required=True, readonly=True, help="Code of the classifier, identifier or name in 1C.")
    name = fields.Char("In 1C", readonly=True)
    uom_id = fields.Many2one("uom.uom", "Unit", ondelete="restrict", help="Without it the unit of items is left alone.")
    is_found = fields.Boolean(readonly=True, help="Found by its code; nobody has looked at it yet.")

    _code_unique = models.UniqueIndex("(endpoint_id, code)")

    def write(self, vals):
        """Override to apply items anew once a person has matched a unit."""
        if "uom_id" in vals and "is_found" not in vals:
            vals = vals | {"is_found": False}
            self.endpoint_id._note_mapping_changed()
        return super().write(vals)

    # === BUSINESS METHODS === #

    @api.model
    def _find(self, endpoint, units):
        """Return ``{UnitRec: uom or empty}``; units that are new here are matched by their code, or made."""
        codes = {unit: code_of(unit) for unit in units}
        rows = self.search([("endpoint_id", "=", endpoint.id), ("code", "in", list(codes.values()))])
        known = {row.code: row for row in rows}
        for unit, code in codes.items():
            if code and code not in known and not is_identifier(unit):
                known[code] = self._match(endpoint, unit, code)
        return {unit: known.get(code, self.browse()).uom_id for unit, code in codes.items()}

    def _match(self, endpoint, unit, code):
        name = " ".join((filled(unit.name) or filled(unit.full_name) or code).split())
        uom = self.env["uom.uom"]
        if code in CORE_UNITS:
            uom = self.env.ref(f"uom.{CORE_UNITS[code]}", raise_if_not_found=False) or uom
        if not uom and endpoint.onec_create_units:
            uom = uom.create({"name": name})
        return self.create(
            {"endpoint_id": endpoint.id, "code": code, "name": name, "uom_id": uom.id, "is_found": bool(uom)}
        )

    @api.model
    def _keep(self, endpoint, unit):
        """Make the identifier of a row of the directory of units mean what its code means; return whether it is new."""
        uom = self._find(endpoint, [unit])[unit]
        unit_id = filled(unit.id)
        if not unit_id or self.search_count([("endpoint_id", "=", endpoint.id), ("code", "=", unit_id)], limit=1):
            return False
        name = filled(unit.name) or filled(unit.full_name) or unit_id
        self.create(
            {"endpoint_id": endpoint.id, "code": unit_id, "name": name, "uom_id": uom.id, "is_found": bool(uom)}
        )
        return True


def is_identifier(unit):
    """Whether the unit is only named by a code of the base: what it is, the directory of units tells."""
    code = code_of(unit)
    return (code.isdigit() or len(code) == 36) and code not in UNITS


def code_of(unit):
    """What a unit is known by: the code of the classifier, else what 1C calls it."""
    words = [filled(word) for word in (unit.code, unit.name, unit.full_name)]
    return unit.okei or unit_code(*filter(None, words)) or next(filter(None, words), None) or filled(unit.id) or ""
