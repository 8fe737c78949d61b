from odoo import models


class TorgOnecExport(models.Model):
    """A full export is over: what its stores had and it did not tell is gone."""

    _inherit = "torg.onec.export"

    def _finish(self):
        """Override to end the full load of this export; an export that broke off takes nothing away."""
        super()._finish()
        run = self.run_ids.sorted("id")[-1:]
        for load in self._get_open_loads():
            if not self._is_complete():
                load.kind = "delta"
            load._close()
            if run:
                run._remark_refused(load)

    def _show_first_stock(self):
        """Every file that has come is applied: stores of which nothing was known have the stock that was told.

        Plain UT never says that its export is over, and what is left out is missing only when it has been silent.
        """
        if self.state == "open" and self._is_complete():
            self._get_open_loads()._show_first()

    def _get_open_loads(self):
        # sudo: loads are written by verbs alone
        return self.env["torg.stock.load"].sudo().search([("onec_export_id", "=", self.id), ("state", "=", "open")])
