from odoo import api, models


class TorgOnecFile(models.Model):
    """Files by their path inside the exchange."""

    _inherit = "torg.onec.file"

    @api.model
    def _find_by_path(self, endpoint, path, export=None):
        """Return the last file of a base with this path, or whose path ends so; of the export first."""
        path = path.replace("\\", "/").strip("/")
        if not path:
            return self.browse()
        here = [("endpoint_id", "=", endpoint.id), ("format", "=", "other")]
        scopes = [[*here, ("export_id", "=", export.id)], here] if export else [here]
        tail = f"/{path}"
        for scope in scopes:
            found = self.search([*scope, ("name", "=", path)], limit=1)
            if not found:
                rows = self.search([*scope, ("name", "like", path)])
                found = rows.filtered(lambda file, tail=tail: file.name.replace("\\", "/").endswith(tail))[:1]
            if found:
                return found
        return self.browse()
