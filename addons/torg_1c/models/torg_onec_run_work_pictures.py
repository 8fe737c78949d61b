from odoo import fields, models

from odoo.addons.torg_1c.tools.kinds import PICTURES
from odoo.addons.torg_1c.tools.records import ABSENT, ItemRec
from odoo.addons.torg_1c.tools.records.codec import dumps


class TorgOnecRun(models.Model):
    """Pictures of items are left to a run of their own: prices and stock never wait for them."""

    _inherit = "torg.onec.run"

    picture_file_id = fields.Many2one("torg.onec.file", readonly=True, ondelete="set null", index="btree_not_null")

    def _note_pictures(self, items):
        """Keep what items say of their pictures and files until this run is over."""
        if not items or self.dry_run:
            return
        if not self.picture_file_id:
            self.picture_file_id = self.env["torg.onec.file"].create(
                {
                    "name": self.env._("pictures of %(file)s", file=self.file_name),
                    "endpoint_id": self.endpoint_id.id,
                    "export_id": self.export_id.id,
                    "format": "records",
                }
            )
        lines = [
            dumps(ItemRec(item.id, item.item_id, pictures=item.pictures, files=item.files or ABSENT)) for item in items
        ]
        self.picture_file_id._append(("\n".join(lines) + "\n").encode())

    def _end(self, state, error):
        """Override to start the run of the pictures."""
        super()._end(state, error)
        if self.picture_file_id and not self.picture_file_id.run_ids:
            self.picture_file_id._start_run(topic=PICTURES)
