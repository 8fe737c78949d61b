from odoo import api, models

from odoo.addons.torg_1c.tools.kinds import ARCHIVED_KINDS, ITEM, PARTNER
from odoo.addons.torg_1c.tools.work import UNCHANGED

from .torg_onec_applier_group import QUIET
from .torg_onec_applier_partners import CONTEXT

KINDS = (ITEM, PARTNER)


class TorgOnecApplier(models.AbstractModel):
    """What a base only says is gone: it is archived as if its row had been marked for deletion."""

    _inherit = "torg.onec.applier"

    @api.model
    def _get_handlers(self):
        """Override to apply deletions."""
        return super()._get_handlers() | {"DeletedRec": "_apply_deleted"}

    def _apply_deleted(self, work, records):
        """Archive products and customers; the others are for the addon that handles `DeletedRec:<kind>`, or wait."""
        handlers, told = self._get_handlers(), {}
        for record in records:
            told.setdefault(record.kind, []).append(record)
        for kind, rows in told.items():
            name = f"DeletedRec:{kind}"
            if kind in KINDS:
                self._archive_deleted(work, kind, {(row.id, "") for row in rows})
            elif name in handlers:
                getattr(self, handlers[name])(work, rows)
            else:
                for row in rows:
                    work.park(row, "handler", (name, ""))

    def _archive_deleted(self, work, kind, keys):
        """Archive what this base owns, through the fuse; what nobody knows was never here."""
        found = self._find(work.endpoint, kind, ARCHIVED_KINDS[kind], keys)
        quiet = self.with_context(**(QUIET | CONTEXT))
        news = quiet._archive_gone(work, kind, found)
        work.count(kind, UNCHANGED, len(keys) - len(news))
