from odoo import models

from odoo.addons.torg_api.tools.file_address import file_name

MIMETYPES = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class TorgPriceList(models.Model):
    """Printed price lists of customers, by addresses that a browser opens without the key."""

    _name = "torg.price.list"
    _inherit = ["torg.price.list", "torg.shop.file"]
    _shop_document = "price_list"
    _shop_kind = "pricelist"

    def _filter_shop_ready(self):
        return self.filtered(lambda row: row.state == "ready")

    def _get_shop_file_name(self):
        return file_name(self.name, f".{self.file_format}")

    def _get_shop_document_facts(self):
        """Return `{price list id: dict}` of what a site is told when it is ready."""
        files = self._get_shop_files()
        return {
            row.id: {
                "kind": self._shop_document,
                "customer": row.partner_id.id or None,
                "name": row.name,
                "mimetype": MIMETYPES[row.file_format],
                "size": files[row.id].file_size or None,
                "url": row._get_shop_address(files[row.id]),
            }
            for row in self
            if row.id in files
        }
