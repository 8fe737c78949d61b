from odoo import models

from odoo.addons.torg_api.tools.file_address import WHOLE, file_name

from .res_company_file import stamp_of

MIMETYPES = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class TorgPriceList(models.Model):
    """Printed price lists of customers, by addresses that a browser opens without the key."""

    _inherit = "torg.price.list"
    _shop_document = "price_list"

    def _get_shop_file(self):
        """Return the attachment of the file that is ready, or an empty record."""
        self.ensure_one()
        domain = [("res_model", "=", self._name), ("res_id", "=", self.id), ("res_field", "=", "file")]
        # sudo: attachments of fields are closed to everybody
        return self.env["ir.attachment"].sudo().search(domain if self.state == "ready" else [("id", "=", 0)], limit=1)

    def _get_shop_address(self):
        """Return the address of the file, or nothing while it is not ready."""
        file = self._get_shop_file()
        name = file_name(self.name, f".{self.file_format}")
        company = self.company_id
        return company._get_file_address("pricelist", self.id, stamp_of(file), WHOLE, name) if file else None

    def _get_shop_document_facts(self):
        """Return `{price list id: dict}` of what a site is told when it is ready."""
        return {
            row.id: {
                "kind": self._shop_document,
                "customer": row.partner_id.id or None,
                "name": row.name,
                "mimetype": MIMETYPES[row.file_format],
                "size": row._get_shop_file().file_size or None,
                "url": row._get_shop_address(),
            }
            for row in self
        }
