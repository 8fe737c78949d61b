from collections import defaultdict

from odoo import models
from odoo.fields import Domain

from .res_company_file import stamp_of

MAIN = {"product.product": "image_variant_1920", "product.template": "image_1920"}


class ProductProduct(models.Model):
    """What a shop tells about a product beside its fields."""

    _inherit = "product.product"

    def _get_shop_facts(self):
        """Return `{product id: {fact: value}}`, plain values under stable names; hook of addons that know more."""
        facts = {}
        for product in self:
            found = {"weight_kg": product.weight, "volume_m3": product.volume}
            facts[product.id] = {name: value for name, value in found.items() if value}
        return facts

    def _get_shop_shelf_life(self):
        """Return `{product id: days}` where a shelf life is kept; hook of addons that know it otherwise."""
        return {product.id: product.shelf_life_days for product in self if product.shelf_life_days}

    def _get_shop_pictures(self, company):
        """Return `{product id: [address by size]}`: the main picture, then others that are shown in the shop."""
        main = self._get_main_pictures()
        documents = self._get_shop_documents()
        found = {}
        for product in self:
            rows = [main[place] for place in _places(product) if place in main][:1]
            rows += [_prepare_document(row) for row in documents[product.id] if row._is_shop_picture()]
            found[product.id] = [company._prepare_picture_addresses(*row, product.name) for row in rows]
        return found

    def _get_main_pictures(self):
        """Return `{(model, id): (kind, id, stamp, mimetype)}` of those that have a picture of their own."""
        # sudo: attachments of fields are closed to everybody
        attachments = self.env["ir.attachment"].sudo()
        own = Domain("res_model", "=", self._name) & Domain("res_field", "=", MAIN[self._name])
        common = Domain("res_model", "=", "product.template") & Domain("res_field", "=", MAIN["product.template"])
        own &= Domain("res_id", "in", self.ids)
        common &= Domain("res_id", "in", self.product_tmpl_id.ids)
        return {
            (row.res_model, row.res_id): (row.res_model.split(".")[1], row.res_id, stamp_of(row), row.mimetype)
            for row in attachments.search(own | common)
        }

    def _get_shop_documents(self):
        """Return `{product id: documents}` that the shop shows, pictures included, the variant's own first."""
        own = Domain("res_model", "=", self._name) & Domain("res_id", "in", self.ids)
        common = Domain("res_model", "=", "product.template") & Domain("res_id", "in", self.product_tmpl_id.ids)
        shown = Domain("shown_in_shop", "=", True) & Domain("type", "=", "binary")
        by_place = defaultdict(self.env["product.document"].browse)
        # sudo: files of goods are for whoever sees the goods
        for row in self.env["product.document"].sudo().search(shown & (own | common)):
            by_place[row.res_model, row.res_id] |= row
        return {
            product.id: self.env["product.document"].union(*(by_place[place] for place in _places(product)))
            for product in self
        }


def _places(product):
    """Where things of a product are kept: with the variant, or with all variants."""
    return (product._name, product.id), (product.product_tmpl_id._name, product.product_tmpl_id.id)


def _prepare_document(document):
    return "document", document.id, stamp_of(document), document.mimetype
