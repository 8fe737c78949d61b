from odoo import models


class TorgOnecExport(models.Model):
    """A full export is over: what its stores had and it did not tell is gone."""

    _inherit = "torg.onec.export"

    def _finish(self):
        """Override to end the full load of this export; an export that broke off takes nothing away."""
        super()._finish()
        # sudo: loads are written by verbs alone
        loads = self.env["torg.stock.load"].sudo()
        run = self.run_ids.sorted("id")[-1:]
        for load in loads.search([("onec_export_id", "=", self.id), ("state", "=", "open")]):
            if not self._is_complete():
                load.kind = "delta"
            load._close()
            if run:
                run._remark_refused(load)
