from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.torg_1c.tools.records import filled

FIELD_TYPES = ("char", "text", "html", "integer", "float", "monetary", "boolean", "date", "selection", "many2one")


class TorgOnecProperty(models.Model):
    """A property or a requisite that items of 1C have, and what becomes of its values here."""

    _name = "torg.onec.property"
    _description = "Property of items in 1C"
    _order = "source, name, id"

    endpoint_id = fields.Many2one("torg.exchange.endpoint", required=True, ondelete="cascade", index=True)
    source = fields.Selection(
        [("property", "Property"), ("requisite", "Requisite"), ("field", "Field of the item")],
        required=True,
        readonly=True,
    )
    code = fields.Char("Identifier", required=True, readonly=True)
    name = fields.Char("In 1C", readonly=True)
    value_type = fields.Char("Type in 1C", readonly=True)
    example = fields.Char(readonly=True)
    target = fields.Selection(
        [("ignore", "Not taken"), ("field", "Field of the product"), ("attribute", "Attribute of the product")],
        "Goes to",
        required=True,
        default="ignore",
    )
    field_id = fields.Many2one(
        "ir.model.fields",
        ondelete="cascade",
        domain=[("model", "=", "product.template"), ("ttype", "in", FIELD_TYPES), ("readonly", "=", False)],
    )
    conversion = fields.Selection(
        [
            ("text", "Text"),
            ("number", "Number: 1,1"),
            ("days", "Period in days: 18 мес."),
            ("months", "Period in months: 18 мес."),
            ("date", "Date"),
            ("flag", "Yes or no"),
        ],
        required=True,
        compute="_compute_conversion",
        store=True,
        readonly=False,
        precompute=True,
    )
    attribute_id = fields.Many2one("product.attribute", domain=[("create_variant", "=", "no_variant")])
    value_ids = fields.One2many("torg.onec.property.value", "property_id")
    value_count = fields.Integer("Values", compute="_compute_value_count")

    _code_unique = models.UniqueIndex("(endpoint_id, source, code)")

    @api.depends("name", "source")
    def _compute_display_name(self):
        for row in self:
            row.display_name = row.name or row.code

    @api.depends("field_id")
    def _compute_conversion(self):
        by_type = dict.fromkeys(("integer", "float", "monetary"), "number") | {"boolean": "flag", "date": "date"}
        for row in self:
            row.conversion = by_type.get(row.field_id.ttype, "text")

    def _compute_value_count(self):
        groups = self.env["torg.onec.property.value"]._read_group(
            [("property_id", "in", self.ids)], ["property_id"], ["__count"]
        )
        counts = {row.id: count for row, count in groups}
        for row in self:
            row.value_count = counts.get(row.id, 0)

    @api.constrains("target", "field_id", "attribute_id")
    def _check_target(self):
        for row in self:
            if row.target == "field" and not row.field_id:
                raise ValidationError(self.env._("Choose the field that “%(name)s” goes to.", name=row.display_name))
            if row.target == "attribute" and not row.attribute_id:
                raise ValidationError(
                    self.env._("Choose the attribute that “%(name)s” becomes.", name=row.display_name)
                )

    def write(self, vals):
        """Override to take items anew once a person has changed where values go."""
        if vals.keys() & {"target", "field_id", "conversion", "attribute_id"}:
            self.endpoint_id._note_mapping_changed()
        return super().write(vals)

    # === BUSINESS METHODS === #

    @api.model
    def _ensure(self, endpoint, source, names):
        """Return ``{code: row}`` of ``{code: name}``; what was never met is added, for a person to map it."""
        rows = self.search([("endpoint_id", "=", endpoint.id), ("source", "=", source), ("code", "in", list(names))])
        known = {row.code: row for row in rows}
        missing = [code for code in names if code not in known]
        made = self.create(
            [
                {"endpoint_id": endpoint.id, "source": source, "code": code, "name": self._get_title(code, names[code])}
                for code in missing
            ]
        )
        return known | dict(zip(missing, made, strict=True))

    def _get_title(self, code, name):
        titles = {
            "category": self.env._("Kind of items"),
            "full_name": self.env._("Full name"),
            "code": self.env._("Code"),
            "manufacturer": self.env._("Manufacturer"),
            "brand": self.env._("Brand"),
            "country": self.env._("Country"),
        }
        return name or titles.get(code) or code

    def _keep_variants(self, variants):
        """Keep the values a property may have; return how many were new or other."""
        self.ensure_one()
        known = {row.code: row for row in self.value_ids}
        told = {variant.id: filled(variant.value, "") for variant in variants if variant.id}
        changed = [code for code, value in told.items() if code in known and value and known[code].value != value]
        for code in changed:
            known[code].value = told[code]
        missing = [code for code in told if code not in known]
        self.env["torg.onec.property.value"].create(
            [{"property_id": self.id, "code": code, "value": told[code]} for code in missing]
        )
        return len(changed) + len(missing)


class TorgOnecPropertyValue(models.Model):
    """A value that a property may have in 1C, and what it is called here."""

    _name = "torg.onec.property.value"
    _description = "Value of a property in 1C"
    _order = "value, id"
    _rec_name = "value"

    property_id = fields.Many2one("torg.onec.property", required=True, ondelete="cascade", index=True)
    code = fields.Char("Identifier", required=True)
    value = fields.Char("In 1C")
    replacement = fields.Char("Here", help="Taken instead of the value of 1C; empty: as it is.")

    _code_unique = models.UniqueIndex("(property_id, code)")

    def write(self, vals):
        """Override to take items anew: they hold the value that has changed."""
        if vals.keys() & {"replacement", "value"}:
            self.property_id.filtered(lambda row: row.target != "ignore").endpoint_id._note_mapping_changed()
        return super().write(vals)
