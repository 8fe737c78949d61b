from odoo import models

from odoo.addons.torg_api.tools.file_address import WHOLE

from .res_company_file import stamp_of


class TorgShopFile(models.AbstractModel):
    """A record with a field `file` that a browser opens by an address, without the key.

    Who uses it has a `company_id`, tells `_shop_kind` of its addresses and fills the hook of the name.
    """

    _name = "torg.shop.file"
    _description = "File by an Address"
    _shop_kind = ""

    def _filter_shop_ready(self):
        """Hook: return those whose file may be seen."""
        return self

    def _get_shop_file_name(self):
        """Hook: return the name under which a browser saves the file."""
        return "file"

    def _get_shop_files(self):
        """Return `{record id: attachment}` of the files that may be seen; one that is lost is not there."""
        ready = self._filter_shop_ready()
        domain = [("res_model", "=", self._name), ("res_id", "in", ready.ids), ("res_field", "=", "file")]
        # sudo: attachments of fields are closed to everybody
        return {row.res_id: row for row in self.env["ir.attachment"].sudo().search(domain)}

    def _get_shop_address(self, file=None):
        """Return the address of the file, or nothing while it may not be seen.

        :param file: its attachment, where it is known already
        """
        self.ensure_one()
        if not (file := file or self._get_shop_files().get(self.id)):
            return None
        name = self._get_shop_file_name()
        return self.company_id._get_file_address(self._shop_kind, self.id, stamp_of(file), WHOLE, name)
