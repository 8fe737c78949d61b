from odoo import models

from odoo.addons.torg_api.tools.file_address import WHOLE, file_name

from .res_company_file import stamp_of


class TorgCustomerDocument(models.Model):
    """Files for customers, by addresses that a browser opens without the key."""

    _inherit = "torg.customer.document"
    _shop_document = "document"

    def _get_shop_file(self):
        """Return the attachment of the file."""
        return self._get_attachment()

    def _get_shop_files(self):
        """Return `{document id: attachment}` of all of them at once."""
        domain = [("res_model", "=", self._name), ("res_id", "in", self.ids), ("res_field", "=", "file")]
        # sudo: attachments of fields are closed to everybody
        return {row.res_id: row for row in self.env["ir.attachment"].sudo().search(domain)}

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

    def _get_shop_address(self, file):
        """Return the address of the file.

        :param file: its attachment
        """
        name = file_name(self.name)
        return self.company_id._get_file_address("paper", self.id, stamp_of(file), WHOLE, name)
