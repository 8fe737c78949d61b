from odoo import api, fields, models


class TorgOnecStatus(models.Model):
    """What a status of 1C means here. One that comes for the first time is added, and a person decides."""

    _name = "torg.onec.status"
    _description = "Status of orders in 1C"
    _order = "endpoint_id, name"

    endpoint_id = fields.Many2one("torg.exchange.endpoint", required=True, ondelete="cascade", index=True)
    name = fields.Char("Status in 1C", required=True, help="Exactly as 1C sends it; letters' case does not matter.")
    action = fields.Selection(
        [("stage", "Move the order to"), ("cancel", "Cancel the order"), ("ignore", "Nothing")],
        "Means",
        help="Empty: not decided, orders stay where they are.",
    )
    stage_id = fields.Many2one("sale.order.stage", ondelete="restrict")

    _name_unique = models.UniqueIndex("(endpoint_id, lower(name))", "This status is in the list already.")
    _stage_told = models.Constraint("CHECK(action != 'stage' OR stage_id IS NOT NULL)", "Choose the stage.")

    @api.model
    def _find(self, endpoint, name):
        """Return the status of a base; it is added undecided when it comes for the first time."""
        return self._get_known(endpoint, name) or self.create({"endpoint_id": endpoint.id, "name": name})

    @api.model
    def _get_known(self, endpoint, name):
        return self.search([("endpoint_id", "=", endpoint.id), ("name", "=ilike", _escape(name))], limit=1)


def _escape(text):
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
