import base64
import hashlib

from odoo import models
from odoo.exceptions import UserError

from odoo.addons.torg_1c.tools.kinds import DOCUMENT, ITEM, PICTURE
from odoo.addons.torg_1c.tools.records import filled

from .torg_onec_applier_group import QUIET

MAIN = "image_1920"


class TorgOnecApplier(models.AbstractModel):
    """Pictures and files of items: the first picture is the product's, the others are documents of it.

    A picture that a person has put here since stays. One is taken away only from an item that says it has none; many at
    once wait for a person.
    """

    _inherit = "torg.onec.applier"

    def _apply_pictures(self, work, items):
        """Apply the pictures and files of items, each in turn: they are big."""
        found = self._find(work.endpoint, ITEM, "product.template", {(item.item_id, "") for item in items})
        cleared, gone = {}, {}
        told = {(item.item_id, "") for item in items if filled(item.pictures)}
        self.env["torg.onec.approval"]._forget(work.endpoint, PICTURE, told)
        for item in items:
            template = found.get((item.item_id, ""))
            if template:
                self.with_context(**QUIET)._apply_item_pictures(work, item, template, cleared, gone)
        self._clear_pictures(work, cleared)
        self.env["torg.onec.approval"]._take_away(work.run, DOCUMENT, gone)

    def _apply_item_pictures(self, work, item, template, cleared, gone):
        """Apply the pictures and files of one item; note those that it has no longer."""
        pictures = filled(item.pictures)
        if pictures:
            self._set_main_picture(work, item, template, pictures[0])
        elif pictures is not None and self._is_ours(work, item, template):
            cleared[item.item_id, ""] = template
        rows = [*(pictures or ())[1:], *filled(item.files, ())]
        documents = {
            (item.item_id, row.path): file for row in rows if (file := self._find_picture_file(work, item, row.path))
        }
        self._set_documents(work, template, documents, {row.path: filled(row.description) for row in rows})
        if pictures is not None or filled(item.files) is not None:
            gone |= self._find_gone_documents(work, item, {row.path for row in rows})

    def _find_picture_file(self, work, item, path):
        export = work.run.export_id
        file = export._find_file(path) if export else self.env["torg.onec.file"]._find_by_path(work.endpoint, path)
        if not file:
            text = self.env._("The file “%(path)s” has not come.", path=path)
            work.issue("no_file", text, level="note", where=item.id)
        return file

    # === THE MAIN PICTURE === #

    def _set_main_picture(self, work, item, template, picture):
        file = self._find_picture_file(work, item, picture.path)
        if not file:
            return
        body, links, key = file._open().read(), self.env["torg.exchange.link"], (item.item_id, "")
        content = hashlib.sha256(body).hexdigest()
        if not links._filter_changed(work.endpoint, PICTURE, {key: content}):
            work.count(PICTURE, "unchanged")
            return
        if template[MAIN] and not self._is_ours(work, item, template):
            work.change("conflict", template, note=self.env._("The picture was put here by hand and stays."))
            return
        try:
            if body.lstrip()[:1] in (b"", b"<"):  # core takes whatever looks like XML for a drawing
                raise UserError(self.env._("The file “%(path)s” is no picture.", path=picture.path))
            template.write({MAIN: base64.b64encode(body)})
        except UserError as error:
            work.issue("bad_picture", str(error), level="note", where=f"{item.id} {picture.path}")
            return
        links._link(work.endpoint, PICTURE, {key: template})
        links._set_hashes(work.endpoint, PICTURE, {key: content})
        links._set_applied(work.endpoint, PICTURE, {key: {"checksum": self._get_checksum(template)}})
        work.count(PICTURE, "changed")
        work.change("changed", template, note=self.env._("Picture"))

    def _is_ours(self, work, item, template):
        """Return whether the picture is the one 1C has sent, untouched since."""
        key = (item.item_id, "")
        told = self.env["torg.exchange.link"]._get_applied(work.endpoint, PICTURE, [key]).get(key)
        return bool(told) and told.get("checksum") == self._get_checksum(template)

    def _get_checksum(self, template):
        template.flush_recordset([MAIN])
        # sudo: attachments of fields are closed to everybody
        found = (
            self.env["ir.attachment"]
            .sudo()
            .search(
                [("res_model", "=", template._name), ("res_field", "=", MAIN), ("res_id", "=", template.id)], limit=1
            )
        )
        return found.checksum or ""

    def _clear_pictures(self, work, cleared):
        """Take pictures away where the item says it has none."""
        if not cleared or MAIN in work.endpoint._get_fields_kept_here("product.template"):
            return
        self.env["torg.onec.approval"]._take_away(work.run, PICTURE, cleared)

    # === THE OTHERS === #

    def _set_documents(self, work, template, files, titles):
        links = self.env["torg.exchange.link"]
        bodies = {key: file._open().read() for key, file in files.items()}
        hashes = {key: hashlib.sha256(body).hexdigest() for key, body in bodies.items()}
        changed = links._filter_changed(work.endpoint, PICTURE, hashes)
        documents = self._find(work.endpoint, PICTURE, "product.document", changed)
        for key in changed:
            name = titles.get(key[1]) or key[1].replace("\\", "/").rpartition("/")[2]
            vals = {"name": name, "raw": bodies[key], "active": True}
            if key in documents:
                documents[key].write(vals)
            else:
                place = {"res_model": template._name, "res_id": template.id}
                documents[key] = self.env["product.document"].create(vals | place)
        links._link(work.endpoint, PICTURE, documents)
        links._set_hashes(work.endpoint, PICTURE, {key: hashes[key] for key in changed})
        self.env["torg.onec.approval"]._forget(work.endpoint, DOCUMENT, files.keys())
        work.count(PICTURE, "changed", len(changed))
        work.count(PICTURE, "unchanged", len(files) - len(changed))

    def _find_gone_documents(self, work, item, paths):
        """Return ``{key: document}`` that 1C has brought and names no longer; those of people are not among them."""
        links = self.env["torg.exchange.link"].search(
            [
                ("endpoint_id", "=", work.endpoint.id),
                ("kind", "=", PICTURE),
                ("external_id", "=", item.item_id),
                ("res_model", "=", "product.document"),
                ("sub_id", "not in", list(paths)),
            ]
        )
        documents = self.env["product.document"].browse(links.mapped("res_id")).exists().filtered("active")
        keys = {link.res_id: (link.external_id, link.sub_id) for link in links}
        return {keys[document.id]: document for document in documents}
