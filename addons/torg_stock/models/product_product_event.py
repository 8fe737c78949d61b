from odoo import api, models

# What an outside system shows of a product; prices and stock have events of their own.
SHOWN = {
    "active", "attribute_line_ids", "barcode", "categ_id", "default_code", "description_sale", "image_1920",
    "image_variant_1920", "name", "product_tag_ids", "sale_ok", "shelf_life_days", "taxes_id", "type", "uom_id",
    "volume", "weight",
}  # fmt: skip


class ProductTemplate(models.Model):
    _inherit = "product.template"

    def write(self, vals):
        """Override of product to tell outside systems."""
        result = super().write(vals)
        if SHOWN & vals.keys():
            self.with_context(active_test=False).product_variant_ids._emit_event_at_commit("product.updated")
        return result


class ProductProduct(models.Model):
    _inherit = "product.product"

    @api.model_create_multi
    def create(self, vals_list):
        """Override of product to tell outside systems."""
        products = super().create(vals_list)
        products._emit_event_at_commit("product.updated")
        return products

    def write(self, vals):
        """Override of product to tell outside systems."""
        result = super().write(vals)
        if SHOWN & vals.keys():
            self._emit_event_at_commit("product.updated")
        return result


class ProductCategory(models.Model):
    _inherit = "product.category"

    @api.model_create_multi
    def create(self, vals_list):
        """Override of product to tell outside systems."""
        categories = super().create(vals_list)
        categories._emit_event_at_commit("category.updated")
        return categories

    def write(self, vals):
        """Override of product to tell outside systems."""
        result = super().write(vals)
        if {"name", "parent_id"} & vals.keys():
            self._emit_event_at_commit("category.updated")
        return result
