from odoo import api, models


class TorgDemo(models.AbstractModel):
    _inherit = "torg.demo"

    @api.model
    def _load_categories(self):
        """The tree, roots first."""
        rows = self._read_table("categories")
        for level in ([row for row in rows if not row["parent"]], [row for row in rows if row["parent"]]):
            parents = self._get_records("product.category")
            self._create_missing(
                "product.category",
                {
                    f"category_{row['id']}": {
                        "name": row["name"],
                        "parent_id": parents[f"category_{row['parent']}"].id if row["parent"] else False,
                    }
                    for row in level
                },
            )

    @api.model
    def _load_attributes(self):
        """Country, strength, volume, size, colour… and their values."""
        self._create_missing(
            "product.attribute",
            {
                f"attribute_{row['id']}": {
                    "name": row["name"],
                    "display_type": row["display"],
                    "create_variant": "always",
                    "sequence": sequence,
                }
                for sequence, row in enumerate(self._read_table("attributes"))
            },
        )
        attributes = self._get_records("product.attribute")
        self._create_missing(
            "product.attribute.value",
            {
                f"value_{row['id']}": {
                    "name": row["name"],
                    "attribute_id": attributes[f"attribute_{row['attribute']}"].id,
                    "html_color": row["color"] or False,
                    "default_extra_price": float(row["extra_price"] or 0),
                    "sequence": sequence,
                }
                for sequence, row in enumerate(self._read_table("attribute_values"))
            },
        )

    @api.model
    def _get_attribute_values(self):
        """{attribute's name in the table: {value's name in the table: value}}."""
        values = self._get_records("product.attribute.value")
        found = {row["id"]: {} for row in self._read_table("attributes")}
        for row in self._read_table("attribute_values"):
            found[row["attribute"]][row["name"]] = values[f"value_{row['id']}"]
        return {row["name"]: found[row["id"]] for row in self._read_table("attributes")}
