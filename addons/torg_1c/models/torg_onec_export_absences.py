from odoo import models

from odoo.addons.torg_1c.tools.kinds import ITEM, OFFER
from odoo.addons.torg_1c.tools.work import Work

from .torg_onec_applier_group import QUIET
from .torg_onec_applier_item import FULL


class TorgOnecExport(models.Model):
    """What a complete full export does not name is archived; what is too much waits for a person."""

    _inherit = "torg.onec.export"

    def _finish(self):
        """Override to archive the products that the export has left out."""
        super()._finish()
        full = self._get_seen(FULL)
        if not full or not self._is_complete():
            return
        if (ITEM, "") in full:
            self._archive_absent(ITEM, "product.template", self._get_gone(ITEM))
        if (OFFER, "") in full:
            gone = self._get_gone(OFFER)
            self._archive_absent(OFFER, "product.product", {key: gone[key] for key in gone if key[1]})

    def _archive_absent(self, kind, model, gone):
        """What is gone is deleted as if 1C had said so: as far as it is this base's, and through the fuse."""
        records = self.env[model].browse(gone.values()).exists().filtered("active")
        active = {record.id: record for record in records}
        run = self.run_ids.sorted("id")[-1:]
        work = Work(run, self.endpoint_id, formed_at=run.formed_at)
        absent = {key: active[res_id] for key, res_id in gone.items() if res_id in active}
        self.env["torg.onec.applier"].with_context(**QUIET)._archive_gone(work, kind, absent)
        run._keep(work)
