from odoo import api, models


class SaleOrder(models.Model):
    """The journal knows of breaches: who was told and when, and which stays in a stage lasted too long."""

    _inherit = "sale.order"

    @api.model
    def _get_journal_fields(self):
        """Override to keep who was told of a breach."""
        return super()._get_journal_fields() | {"escalation_level"}

    def _get_journal_value(self, name):
        """Override to keep the words of the breach with it."""
        if name != "escalation_level":
            return super()._get_journal_value(name)
        words = dict(self._fields[name]._description_selection(self.env))
        return [self.escalation_level, words[self.escalation_level]] if self.escalation_level else None

    def _prepare_journal_vals(self, entry, changes):
        """Override to mark the stays that were overdue when they ended."""
        vals = super()._prepare_journal_vals(entry, changes)
        told = any(name == "escalation_level" and old for name, old, _new in changes["fields"])
        return {**vals, "was_overdue": bool(vals["stage_from_id"] and told)}
