from odoo import fields, models

from odoo.addons.torg_pricelist.tools.turnover import get_position


class TorgTurnoverLevel(models.Model):
    """How a level follows the turnover, what keeps it, and what the history says of it."""

    _inherit = "torg.turnover.level"

    def _prepare_state_vals(self, lines, sums, allowed, day):
        """Return what the level should be today.

        :param lines: of the table, ascending
        :param sums: turnover now, and at the end of the period that ended (None: the table does not wait for it)
        :param allowed: whether the table is for this customer at all
        """
        thresholds = lines.mapped("threshold")
        position = -1
        if allowed:
            kept = get_position(self.earned_line_id.threshold, thresholds) if self.earned_line_id else -1
            if not self.table_id._get_rules().keeps(self.checked_on, day):
                kept = get_position(sums[1], thresholds) if sums[1] is not None else -1
            position = max(get_position(sums[0], thresholds), kept)
        manual = self.manual_line_id if self.manual_until and self.manual_until >= day else lines[:0]
        earned = lines[position] if position >= 0 else lines[:0]
        line = self._get_higher(earned, manual)
        following = lines.filtered(lambda item: not line or item.threshold > line.threshold)[:1]
        return {
            "turnover": sums[0],
            "earned_line_id": earned.id,
            "manual_line_id": manual.id,
            "manual_until": manual and self.manual_until,
            "manual_reason": manual and self.manual_reason,
            "line_id": line.id,
            "next_line_id": following.id,
            "left": max(following.threshold - sums[0], 0.0),
            "progress": 100.0 * max(sums[0], 0.0) / following.threshold if following else 100.0,
            "checked_on": day,
        }

    def _take_state(self, vals, reason, note):
        """Write what has changed; return the values of a history row when the level itself has."""
        rows = []
        if self.line_id.id != vals["line_id"]:
            vals["since"] = vals["checked_on"]
            rows = [self._prepare_history_vals(vals, reason, note)]
        current = {name: self._fields[name].convert_to_write(self[name], self) for name in vals}
        changes = {name: value or False for name, value in vals.items() if (value or False) != (current[name] or False)}
        if changes:
            self.write(changes)
        return rows

    def _prepare_history_vals(self, vals, reason, note):
        line = self.line_id.browse(vals["line_id"])
        if reason == "turnover" and self.manual_line_id and not vals["manual_line_id"]:
            reason, note = "manual_end", self.manual_reason
        elif reason == "turnover" and line.threshold < self.line_id.threshold:
            rules = self.table_id._get_rules()
            reason = "period" if rules.get_ended(vals["checked_on"]) else reason
        return {
            "level_id": self.id,
            "partner_id": self.partner_id.id,
            "table_id": self.table_id.id,
            "from_line_id": self.line_id.id,
            "to_line_id": line.id,
            "turnover": vals["turnover"],
            "reason": reason,
            "note": note,
            "user_id": self.env.uid if reason == "manual" else False,
            "date": fields.Datetime.now(),
        }
