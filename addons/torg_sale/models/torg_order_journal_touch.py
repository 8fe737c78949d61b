from odoo import models

from odoo.addons.torg_sale.const import LINE_KEYS


class TorgOrderJournal(models.Model):
    _inherit = "torg.order.journal"

    def _touches(self, name, line_id=None):
        """Return whether this row tells of a change of the field: of the order, or of one of its lines."""
        changes = self.changes or {}
        if line_id is None:
            return any(change[0] == name for change in changes.get("fields", ()))
        key = LINE_KEYS.get(name)
        for change in changes.get("lines", ()):
            old, new = change.get("old"), change.get("new")
            if str(change["id"]) == str(line_id):
                return not old or not new or (key is not None and old.get(key) != new.get(key))
        return False
