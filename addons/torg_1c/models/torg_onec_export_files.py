from odoo import models


class TorgOnecExport(models.Model):
    """Files that rows of an export point to by their path."""

    _inherit = "torg.onec.export"

    def _find_file(self, path):
        """Return the file a row points to: of this export, else the last one of this base; empty when none came."""
        self.ensure_one()
        return self.env["torg.onec.file"]._find_by_path(self.endpoint_id, path, self)
