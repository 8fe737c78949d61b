from typing import NamedTuple

from odoo import models

from odoo.addons.torg_api.dispatcher import ROOT
from odoo.addons.torg_api.tools.file_address import SIZES, WHOLE, file_name

EXTENSIONS = {"image/jpeg": ".jpg", "image/png": ".png", "image/webp": ".webp", "image/gif": ".gif"}
MODELS = {"product": "product.product", "template": "product.template", "document": "product.document"}
# What is no picture, and one file.
WHOLES = {"pricelist": "torg.price.list", "export": "torg.api.export", "paper": "torg.customer.document"}
FIELDS = {"product": "image_variant_%s", "template": "image_%s"}


class ShopFile(NamedTuple):
    """A file that stands under an address.

    :ivar attachment: ir.attachment with the content
    :ivar stamp: of the content that is there now
    :ivar size: to which a picture still has to be made smaller; 0: as it is
    :ivar private: it concerns one customer or the whole trade: nobody on the way keeps it
    """

    attachment: object
    stamp: str
    size: int = 0
    private: bool = False


class ResCompany(models.Model):
    """Addresses of pictures and documents, and what stands under them."""

    _inherit = "res.company"

    def _prepare_picture_addresses(self, kind, number, stamp, mimetype, title):
        """Return `{size: address}` of a picture."""
        name = file_name(title, EXTENSIONS.get(mimetype, ""))
        return {size: self._get_file_address(kind, number, stamp, size, name) for size in SIZES}

    def _get_document_address(self, document):
        """Return the address of a whole document."""
        return self._get_file_address("document", document.id, stamp_of(document), WHOLE, file_name(document.name))

    def _get_file_address(self, kind, number, stamp, size, name):
        signature = self._sign_file(kind, number, stamp)
        path = f"{ROOT}files/{self.id}/{kind}-{number}/{size}/{stamp}.{signature}/{name}"
        return self.get_base_url() + path

    def _find_shop_file(self, kind, number, size):
        """Return the ShopFile of an address whose signature is ours, or None when it is no longer there."""
        if kind in WHOLES:
            return self._find_whole(kind, number, size)
        # sudo: whoever has the address may see the file
        record = self.env[MODELS[kind]].sudo().browse(number).exists()
        if not record or (record.company_id and record.company_id != self):
            return None
        return self._find_document(record, size) if kind == "document" else self._find_picture(record, kind, size)

    def _find_document(self, document, size):
        if not document.active or not document.shown_in_shop or document.type != "binary":
            return None
        if size != WHOLE and not document._is_shop_picture():
            return None
        # sudo: as above; goods may have gone to another company since
        goods = self.env[document.res_model].sudo().browse(document.res_id).exists()
        if not goods or (goods.company_id and goods.company_id != self):
            return None
        return ShopFile(document.ir_attachment_id, stamp_of(document), 0 if size == WHOLE else int(size))

    def _find_whole(self, kind, number, size):
        # sudo: whoever has the address may see the file
        record = self.env[WHOLES[kind]].sudo().browse(number).exists()
        if not record or record.company_id != self or size != WHOLE:
            return None
        file = record._get_shop_files().get(record.id)
        return ShopFile(file, stamp_of(file), private=True) if file else None

    def _find_picture(self, record, kind, size):
        if size == WHOLE:
            return None
        names = [FIELDS[kind] % size, FIELDS[kind] % SIZES[-1]]
        domain = [("res_model", "=", record._name), ("res_id", "=", record.id), ("res_field", "in", names)]
        # sudo: attachments of fields are closed to everybody
        found = {row.res_field: row for row in self.env["ir.attachment"].sudo().search(domain)}
        return ShopFile(found[names[0]], stamp_of(found[names[1]])) if len(found) == len(set(names)) else None


def stamp_of(attachment):
    """Return a short name of the content."""
    return (attachment.checksum or "0")[:12]
