from odoo import models

from odoo.addons.torg_api.tools.file_address import file_name


class TorgCustomerDocument(models.Model):
    """Files for customers, by addresses that a browser opens without the key."""

    _name = "torg.customer.document"
    _inherit = ["torg.customer.document", "torg.shop.file"]
    _shop_document = "document"
    _shop_kind = "paper"

    def _get_shop_file_name(self):
        return file_name(self.name)

    def _get_shop_document_facts(self):
        """Return `{document id: dict}` of what a site is told when it is ready."""
        files = self._get_shop_files()
        return {
            row.id: {
                "kind": self._shop_document,
                "customer": row.partner_id.id,
                "order": row.order_id.id or None,
                "name": row.name,
                "mimetype": files[row.id].mimetype or "application/octet-stream",
                "size": files[row.id].file_size or None,
                "url": row._get_shop_address(files[row.id]),
            }
            for row in self
            if row.id in files
        }
