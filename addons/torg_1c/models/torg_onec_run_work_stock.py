from odoo import models
from odoo.tools import split_every

from odoo.addons.torg_stock.models.torg_stock_load import CHUNK

from .torg_stock_load import FIGURE


class TorgOnecRun(models.Model):
    """Stock of a run: changes are one load that ends with the run, a full export is one that ends with the export."""

    _inherit = "torg.onec.run"

    def _end(self, state, error):
        """Override to end the load of this run; the first stock that plain UT tells is seen at once."""
        # sudo: loads are written by verbs alone
        loads = self.env["torg.stock.load"].sudo()
        for load in loads.search([("onec_run_id", "=", self.id), ("state", "=", "open")]):
            load._close()
            self._remark_refused(load)
        result = super()._end(state, error)
        session = self.file_id.session_id
        if state == "done" and session and not session.version:  # who has agreed on a version says when it is all
            self.export_id._show_first_stock()
        return result

    def _take_figures(self, work, stores, figures):
        """Apply figures of these stores; return how many changed."""
        changed = 0
        if stores:
            load = self._get_load(work, stores)
            if self.export_id and not load.onec_export_id and work.section is None:
                # what waited may have stood in another file of this export, whose own load does not know of it
                self.export_id._note_seen({FIGURE: {(row.product_id, row.store_id) for row in figures}})
            for chunk in split_every(CHUNK, figures, list):
                changed += load._apply(chunk)
        return changed

    def _get_load(self, work, stores):
        """Return the open load the rows belong to: of the export where it tells everything, else of the run."""
        # sudo: loads are written by verbs alone
        loads = self.env["torg.stock.load"].sudo()
        load = loads.browse()
        if self.export_id:
            load = loads.search([("onec_export_id", "=", self.export_id.id), ("state", "=", "open")], limit=1)
        if load and (not work.only_changes or stores <= load.warehouse_ids):
            load.warehouse_ids |= stores
            return load
        if self.export_id and not work.only_changes:
            return self._open_load(stores, "full", work, {"onec_export_id": self.export_id.id})
        load = loads.search([("onec_run_id", "=", self.id), ("state", "=", "open")], limit=1)
        if load:
            load.warehouse_ids |= stores
        return load or self._open_load(stores, "delta", work, {"onec_run_id": self.id})

    def _open_load(self, stores, kind, work, vals):
        # sudo: as above
        loads = self.env["torg.stock.load"].sudo()
        load = loads._open(stores, kind, work.formed_at or None, self.endpoint_id, self.message_id)
        load.write(vals)
        return load

    def _remark_refused(self, load):
        """Goods that could not be taken are named in the load; the run says so."""
        if load.refused_count:
            text = self.env._(
                "%(count)s figures of stock were refused: %(goods)s",
                count=load.refused_count,
                goods=load.refused_text or "",
            )
            self.env["torg.onec.issue"]._put(self, [("note", "stock_refused", text, None, load.display_name, "", 0)])
