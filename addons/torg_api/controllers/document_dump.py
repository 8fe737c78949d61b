"""Files for customers in the words of the API."""

from odoo.addons.torg_api.schemas.base import moment


def dump_documents(model, documents):
    """Return the documents as this model; a file that is lost is left out.

    :param model: schemas.orders.OrderDocument or one made of it
    """
    files = documents._get_shop_files()
    return [_dump(model, row, files[row.id]) for row in documents if row.id in files]


def _dump(model, document, file):
    told = {
        "id": document.id,
        "code": document.code or None,
        "name": document.name,
        "mimetype": file.mimetype or "application/octet-stream",
        "size": file.file_size or None,
        "made_at": moment(document.create_date),
        "url": document._get_shop_address(file),
    }
    if "customer" in model.model_fields:
        told |= {"customer": document.partner_id.id, "order": document.order_id.id or None}
    return model(**told)
