import base64
from collections import defaultdict

from odoo import Command, api, models
from odoo.tools import file_open

UNITS = {"шт": "uom.product_uom_unit", "кг": "uom.product_uom_kgm"}


def _get_name(prefix, article):
    return f"{prefix}_{article.replace('-', '')}"


class TorgDemo(models.AbstractModel):
    _inherit = "torg.demo"

    @api.model
    def _load_products(self):
        """Templates with prices, pictures, taxes and attributes; external id product_<article>."""
        known = self._get_records("product.template")
        rows = [row for row in self._read_table("products") if _get_name("product", row["article"]) not in known]
        if not rows:
            return
        values, categories = self._get_attribute_values(), self._get_records("product.category")
        taxes = {rate: self._get_product_tax_vals(rate) for rate in {row["vat"] for row in rows}}
        # The variants follow in one go: core's way, a template at a time, takes several times longer.
        created = self.with_context(create_product_product=False)._create_missing(
            "product.template",
            {
                _get_name("product", row["article"]): {
                    **self._prepare_product_vals(row),
                    **taxes[row["vat"]],
                    "categ_id": categories[f"category_{row['category']}"].id,
                    "attribute_line_ids": self._prepare_attribute_lines(row, values),
                }
                for row in rows
            },
        )
        self._offer_attribute_values(self.env["product.template"].union(*created.values()))

    @api.model
    def _offer_attribute_values(self, templates):
        """What core does for attribute lines when it creates variants, for all templates at once."""
        self.env["product.template.attribute.value"].create(
            [
                {
                    "attribute_line_id": line.id,
                    "product_attribute_value_id": value.id,
                    "price_extra": value.default_extra_price,
                }
                for line in templates.attribute_line_ids
                for value in line.value_ids
            ]
        )

    @api.model
    def _prepare_product_vals(self, row):
        unit = self.env.ref(UNITS[row["unit"]])
        return {
            "name": row["name"],
            "type": "consu",
            "is_storable": True,
            "list_price": float(row["price"]),
            "uom_id": unit.id,
            "description": row["description"],
            "image_1920": self._read_picture(row["picture"]),
        }

    @api.model
    def _get_product_tax_vals(self, rate):
        company = self.env.company
        return {
            "taxes_id": [Command.set(company._get_vat(rate).ids)],
            "supplier_taxes_id": [Command.set(company._get_vat(rate, use="purchase").ids)],
        }

    @api.model
    def _prepare_attribute_lines(self, row, values):
        """«Страна: Россия; Цвет: Венге / Орех» as attribute lines."""
        pairs = [pair.split(": ") for pair in row["attributes"].split("; ") if pair]
        return [
            Command.create(
                {
                    "attribute_id": next(iter(values[attribute].values())).attribute_id.id,
                    "value_ids": [Command.set([values[attribute][name].id for name in names.split(" / ")])],
                }
            )
            for attribute, names in pairs
        ]

    @api.model
    def _read_picture(self, name):
        with file_open(f"torg_demo/static/img/products/{name}.jpg", "rb") as picture:
            return base64.b64encode(picture.read())

    # === VARIANTS === #

    @api.model
    def _load_variants(self):
        """Article, barcode, cost and weight of every product; external id variant_<article>."""
        templates, known = self._get_records("product.template"), self._get_records("product.product")
        variants = defaultdict(list)
        for row in self._read_table("variants"):
            variants[row["product"]].append(row)
        self._create_missing(
            "product.product",
            {
                name: self._prepare_variant_vals(templates[_get_name("product", row["article"])], row, variant)
                for row in self._read_table("products")
                for variant in variants[row["article"]] or [row]
                if (name := _get_name("variant", variant["article"])) not in known
            },
        )

    @api.model
    def _prepare_variant_vals(self, template, row, variant):
        """What differs from the template; `variant` is `row` itself for goods without variants."""
        own_picture = variant["picture"] != row["picture"]
        return {
            "product_tmpl_id": template.id,
            "product_template_attribute_value_ids": [Command.set(self._find_combination(template, variant).ids)],
            "default_code": variant["article"],
            "barcode": variant["barcode"],
            "standard_price": float(row["cost"]),
            "weight": float(row["weight"]),
            "volume": float(row["volume"]),
            "image_variant_1920": self._read_picture(variant["picture"]) if own_picture else False,
        }

    @api.model
    def _find_combination(self, template, variant):
        """The attribute values of a variant: «600 × 2000 мм / Венге», or the only ones of the template."""
        values = template.attribute_line_ids.product_template_value_ids
        names = variant.get("values")
        return values.filtered(lambda value: value.name in names.split(" / ")) if names else values
