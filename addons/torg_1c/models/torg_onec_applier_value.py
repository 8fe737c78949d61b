from odoo import models

from odoo.addons.torg_1c.tools.convert import convert
from odoo.addons.torg_1c.tools.kinds import VARIANT
from odoo.addons.torg_1c.tools.problem import BadValue
from odoo.addons.torg_1c.tools.records import filled

EXAMPLE = 80


class Mapping:
    """The mapped properties of a base, read once a batch."""

    def __init__(self, rows):
        self.rows = {(row.source, row.code): row for row in rows}
        self.values = {row: {value.code: value for value in row.value_ids} for row in rows}
        self.found = {}  # names of other records, looked up once

    def text(self, row, raw):
        """The text a value stands for, None when it is the identifier of a value nobody has told yet."""
        value = self.values[row].get(raw)
        if value:
            return value.replacement or value.value or ""
        if row.value_type == "reference" and _looks_like_id(raw):
            return None
        return raw


class TorgOnecApplier(models.AbstractModel):
    """Values of properties, requisites and further fields of items become what the mapping says."""

    _inherit = "torg.onec.applier"

    def _get_mapping(self, work, items):
        """Return the Mapping of a base; requisites and fields met for the first time are shown to a person."""
        properties = self.env["torg.onec.property"]
        met = {"requisite": {}, "field": {}}
        examples = {}
        for item in items:
            for source, code, name, raws in raw_values(item):
                if source != "property":
                    met[source].setdefault(code, name)
                    examples.setdefault((source, code), raws[0] if raws else "")
        for source, names in met.items():
            for code, row in properties._ensure(work.endpoint, source, names).items() if names else ():
                if not row.example and examples[source, code]:
                    row.example = examples[source, code][:EXAMPLE]
        return Mapping(properties.search([("endpoint_id", "=", work.endpoint.id), ("target", "!=", "ignore")]))

    def _get_mapped(self, work, mapping, item):
        """Return values for fields, ``{attribute: [names]}``, and the key the item has to wait for, if any."""
        vals, attributes, waits = {}, {}, None
        for source, code, _name, raws in raw_values(item):
            row = mapping.rows.get((source, code))
            if not row:
                continue
            texts = [mapping.text(row, raw) for raw in raws]
            if None in texts:
                waits = (VARIANT, (code, raws[texts.index(None)]))
            elif row.target == "attribute":
                attributes[row.attribute_id] = [text for text in texts if text.strip()]
            else:
                vals |= self._get_field_value(work, mapping, row, texts, item)
        return vals, attributes, waits

    def _get_field_value(self, work, mapping, row, texts, item):
        name, text = row.field_id.name, ", ".join(texts)
        field = self.env["product.template"]._fields.get(name)
        if not field:
            return {}
        try:
            return {name: self._as_plain(mapping, field, convert(text, row.conversion))}
        except BadValue:
            sentence = self.env._(
                "“%(value)s” of “%(property)s” cannot be read for the field “%(field)s”.",
                value=text[:EXAMPLE], property=row.display_name, field=row.field_id.field_description,
            )  # fmt: skip
            work.issue("bad_property", sentence, level="note", where=item.id)
            return {}

    def _as_plain(self, mapping, field, value):
        """Return a converted value as plain JSON that the field takes."""
        if value is None:
            return False
        if field.type == "many2one":
            return self._find_by_name(mapping, field.comodel_name, value)
        if field.type == "selection":
            return self._find_option(field, value)
        if field.type == "boolean":
            return bool(value)
        if field.type in ("integer", "float", "monetary"):
            return int(value) if field.type == "integer" else float(value)
        return value.isoformat() if field.type == "date" else str(value)

    def _find_by_name(self, mapping, model, name):
        key = (model, name)
        if key not in mapping.found:
            found = self.env[model].search([(self.env[model]._rec_name or "name", "=ilike", name)], limit=2)
            if len(found) != 1:
                raise BadValue("bad_number", value=name)
            mapping.found[key] = found.id
        return mapping.found[key]

    def _find_option(self, field, value):
        for key, label in field._description_selection(self.env):
            if value.casefold() in (str(key).casefold(), label.casefold()):
                return key
        raise BadValue("bad_number", value=value)


def raw_values(item):
    """Yield ``(source, code, name, [texts])`` of everything a mapping can take from an item."""
    for row in filled(item.properties, ()):
        yield "property", row.id, "", list(row.values)
    for row in filled(item.requisites, ()):
        if row.key not in ("file", "picture_description", "description_html", "full_name", "code", "weight"):
            yield "requisite", row.key or row.name, row.name, [row.value]
    for name, value in further_fields(item):
        if filled(value) is not None:
            yield "field", name, "", [value]


def further_fields(item):
    """Fields of an item that a product may have no place for."""
    maker = filled(item.manufacturer)
    yield "full_name", item.full_name
    yield "code", item.code
    yield "category", item.category_id
    yield "brand", item.brand
    yield "country", item.country
    yield "manufacturer", filled(maker.name) if maker else None


def _looks_like_id(text):
    return len(text) == 36 and text.count("-") == 4
