from odoo import models
from odoo.fields import Domain

from odoo.addons.torg_base.once import wait_for_key

FIELDS = {"article": "default_code", "barcode": "barcode"}


class TorgApiKey(models.Model):
    """What a site loads: the system it is in the exchange, and the goods its rows name."""

    _inherit = "torg.api.key"

    def _get_endpoint(self):
        """Return the endpoint that stands for the site: loads, revisions and links name it as where they came from."""
        self.ensure_one()
        endpoints, code = self.env["torg.exchange.endpoint"], f"shop-{self.id}"
        domain = [("code", "=", code)]
        if found := endpoints.search(domain):
            return found
        wait_for_key(endpoints, f"endpoint/{code}", lambda others: others.search_count(domain))
        return endpoints.create(
            {"code": code, "name": self.name, "kind": "shop", "mode": "pull", "company_id": self.company_id.id}
        )

    def _find_named_products(self, rows, applied):
        """Return `{line: product}` of rows that name a product by id, article or barcode; note those that do not.

        :param rows: pairs (line, schemas.bulk.ProductRef)
        """
        by_id = self._search_products("id", {row.product for _line, row in rows if row.product})
        by_article = self._search_products("default_code", {row.article for _line, row in rows if row.article})
        by_barcode = self._search_products("barcode", {row.barcode for _line, row in rows if row.barcode})
        found = {}
        for line, row in rows:
            named = (
                by_id.get(row.product) or by_article.get(row.article) or by_barcode.get(row.barcode) or by_id["none"]
            )
            pointer = "/product" if row.product else "/article" if row.article else "/barcode"
            if len(named) == 1:
                found[line] = named
            elif named:
                applied.refuse(line, pointer, "ambiguous", self.env._("Several products have this article."))
            else:
                applied.refuse(line, pointer, "not_found", self.env._("There is no such product."))
        return found

    def _search_products(self, field, values):
        """Return `{value: products}` of the key's company, those off sale included."""
        products = self.env["product.product"].search(
            Domain(field, "in", list(values)) & self._get_company_domain(), order="id"
        )
        return {**products.grouped(field), "none": products.browse()}

    def _get_other_keeper(self, product):
        """Return the name of the system that keeps this product, when it is another one: links tell."""
        links = self.env["torg.exchange.link"].search(
            Domain("endpoint_id", "!=", self._get_endpoint().id)
            & Domain("endpoint_id.active", "=", True)
            & (
                (Domain("res_model", "=", "product.product") & Domain("res_id", "=", product.id))
                | (Domain("res_model", "=", "product.template") & Domain("res_id", "=", product.product_tmpl_id.id))
            ),
            limit=1,
        )
        return links.endpoint_id.name
