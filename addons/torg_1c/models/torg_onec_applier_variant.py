from odoo import models
from odoo.tools import SQL

from odoo.addons.torg_1c.tools.kinds import OFFER

NONE = "—"  # of a dimension that a variant does not have


class TorgOnecApplier(models.AbstractModel):
    """Attributes, their values and combinations for thousands of templates at once: only those that exist."""

    _inherit = "torg.onec.applier"

    def _take_over_only_variants(self, work, keys, templates):
        """The variant a template was born with becomes its first characteristic, unless somebody has traded it."""
        first = {}
        for key in sorted(keys):
            first.setdefault(key[0], key)
        links = self.env["torg.exchange.link"]
        base = self._find(work.endpoint, OFFER, "product.product", [(item, "") for item in first])
        base = self._leave_to_others(work, base)
        unused = self._filter_unused(self.env["product.product"].union(*base.values()))
        moved = {first[item]: variant for (item, _none), variant in base.items() if variant in unused}
        rest = self.env["product.product"].union(*base.values()) - unused
        rest.filtered(lambda variant: not variant.product_template_attribute_value_ids).write({"active": False})
        if not moved:
            return
        self._unlink_plain(work, moved)
        links._link(work.endpoint, OFFER, moved)
        work.linked[OFFER] |= moved.keys()

    def _leave_to_others(self, work, base):
        """Return those of ``{key: variant}`` that no other base means; the others are only not meant by the item any
        more: which characteristic they are is found out by their values.
        """
        others = work.endpoint._get_other_bases()
        ids = [variant.id for variant in base.values()]
        domain = [("endpoint_id", "in", others), ("res_model", "=", "product.product"), ("res_id", "in", ids)]
        taken = set(self.env["torg.exchange.link"].search(domain).mapped("res_id")) if others and ids else ()
        self._unlink_plain(work, [key for key, variant in base.items() if variant.id in taken])
        return {key: variant for key, variant in base.items() if variant.id not in taken}

    def _unlink_plain(self, work, keys):
        """An item that has characteristics means no variant by itself."""
        self.env["torg.exchange.link"].search(
            [
                ("endpoint_id", "=", work.endpoint.id),
                ("kind", "=", OFFER),
                ("external_id", "in", [key[0] for key in keys]),
                ("sub_id", "in", ("", False)),
            ]
        ).unlink()

    def _filter_unused(self, variants):
        """Return the variants that no order, movement or stock knows."""
        used = set()
        for model in ("stock.move", "sale.order.line", "stock.quant", "torg.stock.figure"):
            groups = self.env[model]._read_group([("product_id", "in", variants.ids)], ["product_id"])
            used |= {product.id for (product,) in groups}
        return variants.filtered(lambda variant: variant.id not in used)

    # === COMBINATIONS === #

    def _ensure_combinations(self, work, wanted):
        """Return ``{key: sorted ids of product.template.attribute.value}`` of ``{key: (template, {name: value})}``."""
        self._set_apart(work, wanted)
        templates = self.env["product.template"].union(*(template for template, _told in wanted.values()))
        lines = self._find_lines(templates)
        self._fill_dimensions(wanted, lines)
        values = self._get_attribute_values({pair for _template, told in wanted.values() for pair in told.items()})
        needed = {}
        for template, told in wanted.values():
            for pair in told.items():
                needed.setdefault((template.id, values[pair].attribute_id.id), set()).add(values[pair].id)
        made = self._ensure_lines(needed, lines)
        found = self._get_template_values(templates)
        self._complete_others(work, wanted, made, found)
        return {
            key: sorted(found[template.id, values[pair].id].id for pair in told.items())
            for key, (template, told) in wanted.items()
        }

    def _set_apart(self, work, wanted):
        """Two characteristics of an item that are called alike are told apart by their identifiers."""
        taken = self._get_taken(work, {template.id for template, _told in wanted.values()})
        for key, (template, told) in wanted.items():
            place = (template.id, frozenset(told.items()))
            owner = taken.setdefault(place, key)
            if owner != key:
                name = next(iter(told))
                told[name] = f"{told[name]} [{key[1][:8]}]"

    def _get_taken(self, work, template_ids):
        """Return ``{(template id, {(attribute, value)}): key}`` of the variants that are linked."""
        variants = self.env["product.product"].with_context(active_test=False)
        variants = variants.search([("product_tmpl_id", "in", list(template_ids))])
        keys = self.env["torg.exchange.link"]._lookup_external(work.endpoint, OFFER, variants)
        return {
            (variant.product_tmpl_id.id, self._get_pairs(variant)): keys[variant.id]
            for variant in variants
            if variant.id in keys and variant.product_template_attribute_value_ids
        }

    def _get_pairs(self, variant):
        values = variant.product_template_attribute_value_ids.product_attribute_value_id
        return frozenset((value.attribute_id.name, value.name) for value in values if value.name != NONE)

    def _find_lines(self, templates):
        """Return ``{(template id, attribute id): line}`` of attributes that make variants."""
        lines = self.env["product.template.attribute.line"].search(
            [("product_tmpl_id", "in", templates.ids), ("attribute_id.create_variant", "!=", "no_variant")]
        )
        return {(line.product_tmpl_id.id, line.attribute_id.id): line for line in lines}

    def _fill_dimensions(self, wanted, lines):
        """Every variant of a template has a value in each of its dimensions: core takes no other combination."""
        names = {}
        for (template_id, _attribute), line in lines.items():
            names.setdefault(template_id, {})[line.attribute_id.name] = NONE
        for template, told in wanted.values():
            names.setdefault(template.id, {}).update(dict.fromkeys(told, NONE))
        for template, told in wanted.values():
            for name in names[template.id].keys() - told.keys():
                told[name] = NONE

    def _get_attribute_values(self, pairs, create_variant="dynamic"):
        """Return ``{(name, value): product.attribute.value}``; what does not exist is made."""
        attributes = self.env["product.attribute"]
        names = sorted({name for name, _value in pairs})
        domain = [("name", "in", names), ("create_variant", "=", create_variant)]
        known = {attribute.name: attribute for attribute in attributes.search(domain, order="id desc")}
        missing = [name for name in names if name not in known]
        made = attributes.create([{"name": name, "create_variant": create_variant} for name in missing])
        known |= dict(zip(missing, made, strict=True))
        return self._get_values_of(known, pairs)

    def _get_values_of(self, attributes, pairs):
        """Return ``{(name, value): product.attribute.value}`` of ``{name: attribute}``."""
        values = self.env["product.attribute.value"]
        ids = [attribute.id for attribute in attributes.values()]
        told = sorted({value for _name, value in pairs})
        rows = values.search([("attribute_id", "in", ids), ("name", "in", told)], order="id desc")
        found = {(row.attribute_id, row.name): row for row in rows}
        missing = [pair for pair in sorted(pairs) if (attributes[pair[0]], pair[1]) not in found]
        made = values.create([{"attribute_id": attributes[name].id, "name": value} for name, value in missing])
        found |= {(row.attribute_id, value): row for row, (_name, value) in zip(made, missing, strict=True)}
        return {pair: found[attributes[pair[0]], pair[1]] for pair in pairs}

    def _ensure_lines(self, needed, lines):
        """Give templates the values, ``{(template id, attribute id): {value ids}}``; return the lines that are new.

        Core would look for variants to make after each line: here that is switched off, and values and variants are
        created for all templates at once.
        """
        quiet = {"create_product_product": False, "update_product_template_attribute_values": False}
        values = []
        for place, ids in needed.items():
            line = lines.get(place)
            new = ids - set(line.value_ids.ids) if line else ids
            if line and new:
                line.with_context(**quiet).write({"value_ids": [(4, value_id) for value_id in new]})
                values += [(line, value_id) for value_id in new]
        absent = [place for place in needed if place not in lines]
        made = (
            self.env["product.template.attribute.line"]
            .with_context(**quiet)
            .create(
                [
                    {
                        "product_tmpl_id": template,
                        "attribute_id": attribute,
                        "value_ids": [(6, 0, sorted(needed[place]))],
                    }
                    for place in absent
                    for template, attribute in [place]
                ]
            )
        )
        values += [(line, value_id) for line in made for value_id in needed[_place(line)]]
        self._add_template_values(values)
        return made

    def _add_template_values(self, rows):
        """Make the values of templates, ``[(line, value id)]``, or bring them back."""
        lines = self.env["product.template.attribute.line"].union(*(line for line, _value in rows))
        values = self.env["product.template.attribute.value"]
        gone = values.search([("product_tmpl_id", "in", lines.product_tmpl_id.ids), ("ptav_active", "=", False)])
        back = {(row.product_tmpl_id.id, row.product_attribute_value_id.id): row for row in gone}
        new = []
        for line, value_id in rows:
            old = back.get((line.product_tmpl_id.id, value_id))
            if old:
                old.write({"ptav_active": True, "attribute_line_id": line.id})
            else:
                new.append({"attribute_line_id": line.id, "product_attribute_value_id": value_id})
        values.create(new)

    def _get_template_values(self, templates):
        """Return ``{(template id, attribute value id): product.template.attribute.value}``."""
        self.env["product.template.attribute.value"].flush_model()
        # sql: three columns of tens of thousands of rows, without loading them
        rows = self.env.execute_query(
            SQL(
                """SELECT product_tmpl_id, product_attribute_value_id, id FROM product_template_attribute_value
                    WHERE product_tmpl_id = ANY(%s) AND ptav_active""",
                templates.ids,
            )
        )
        values = self.env["product.template.attribute.value"]
        return {(template_id, value_id): values.browse(row_id) for template_id, value_id, row_id in rows}

    def _complete_others(self, work, wanted, made, found):
        """Variants that are there already have no value in a dimension that is new."""
        others = made.product_tmpl_id.with_context(active_test=False).product_variant_ids
        keys = self.env["torg.exchange.link"]._lookup_external(work.endpoint, OFFER, others)
        others = others.filtered(
            lambda one: one.product_template_attribute_value_ids and keys.get(one.id) not in wanted
        )
        for line in made.filtered(lambda line: line.product_tmpl_id in others.product_tmpl_id):
            none = self._get_values_of({"": line.attribute_id}, {("", NONE)})["", NONE]
            place = (line.product_tmpl_id.id, none.id)
            if place not in found:
                self._ensure_lines({_place(line): {none.id}}, {_place(line): line})
                found |= self._get_template_values(line.product_tmpl_id)
            for variant in others.filtered(lambda one, line=line: one.product_tmpl_id == line.product_tmpl_id):
                if line.attribute_id not in variant.product_template_attribute_value_ids.attribute_id:
                    variant.write({"product_template_attribute_value_ids": [(4, found[place].id)]})

    # === ATTRIBUTES THAT MAKE NO VARIANTS === #

    def _apply_attributes(self, told):
        """Give templates what properties say, ``{template: {attribute: [names]}}``."""
        if not told:
            return
        templates = self.env["product.template"].union(*told)
        lines = self.env["product.template.attribute.line"].search([("product_tmpl_id", "in", templates.ids)])
        lines = {_place(line): line for line in lines}
        new = {}
        for template, attributes in told.items():
            for attribute, names in attributes.items():
                values = self._get_values_of({"": attribute}, {("", name) for name in names})
                ids, line = {value.id for value in values.values()}, lines.get((template.id, attribute.id))
                if not line and ids:
                    new[template.id, attribute.id] = ids
                elif line and not ids:
                    line.unlink()
                elif line and ids != set(line.value_ids.ids):
                    line.write({"value_ids": [(6, 0, sorted(ids))]})
        self._ensure_lines(new, {})


def _place(line):
    return line.product_tmpl_id.id, line.attribute_id.id
