from odoo import api, models
from odoo.fields import Domain

from odoo.addons.torg_pricelist.tools.turnover import get_position


class TorgTurnoverTable(models.Model):
    """Levels of customers: brought up to date in sets, with the same number of queries for one and for a thousand."""

    _inherit = "torg.turnover.table"

    @api.model
    def _get_live_tables(self):
        """Return the tables whose levels are kept: in force, or published for a later day."""
        domain = Domain("date_to", "=", False) | Domain("date_to", ">=", self._get_today())
        # sudo: levels are kept for customers of all managers and companies
        return self.sudo().search(Domain("state", "=", "published") & domain)

    @api.model
    def _refresh_customers(self, partners):
        """Bring the levels of these customers in all tables up to date; many are left to jobs."""
        customers = partners.commercial_partner_id
        if len(customers) > self._get_chunk():
            self._enqueue_customers(0)
        else:
            self._get_live_tables()._refresh_levels(customers)

    def _refresh_levels(self, partners, reason="turnover", note=False):
        """Bring the levels of these commercial partners in these tables up to date.

        :param reason: why, where it is not the turnover (see the history); `note` says it in words
        """
        history = []
        for table in self.sudo():  # sudo: levels are written by the verbs alone
            rules, day = table._get_rules(), table._get_today()
            ended = rules.get_ended(day)
            now = table._get_sums(partners, rules.get_window(day))
            before = table._get_sums(partners, rules.get_window(ended)) if ended else {}
            allowed = table._filter_customers(partners)
            levels = table._get_levels(partners, [key for key in allowed if now.get(key) or before.get(key)])
            lines = table.line_ids.sorted("threshold")
            for level in levels:
                key = level.partner_id.id
                sums = (now.get(key, 0.0), before.get(key, 0.0) if ended else None)
                vals = level._prepare_state_vals(lines, sums, key in allowed, day)
                history += level._take_state(vals, reason, note)
        self.env["torg.turnover.level.history"].sudo().create(history)  # sudo: see above

    def _get_sums(self, partners, window):
        """Return ``{partner id: turnover}`` of the goods this table counts between two days."""
        start, end = window
        domain = Domain("partner_id", "in", partners.ids) & Domain("company_id", "=", self.company_id.id)
        domain &= Domain("date", "<=", end)
        if start:
            domain &= Domain("date", ">=", start)
        if self.counted_category_ids:
            domain &= Domain("category_id", "child_of", self.counted_category_ids.ids)
        # sudo: the level is that of all purchases, whoever may see them
        groups = self.env["torg.turnover.entry"].sudo()._read_group(domain, ["partner_id"], ["amount:sum"])
        return {partner.id: self.currency_id.round(amount) for partner, amount in groups}

    def _filter_customers(self, partners):
        domain = Domain("id", "in", partners.ids) & self._get_customer_domain()
        # sudo: see _get_sums
        return set(self.env["res.partner"].sudo().with_context(active_test=False).search(domain).ids)

    def _get_levels(self, partners, needed):
        """Return the levels of these partners, made where they are needed and not there yet."""
        Level = self.env["torg.turnover.level"]
        levels = Level.search([("table_id", "=", self.id), ("partner_id", "in", partners.ids)])
        known = set(levels.partner_id.ids)
        missing = [key for key in needed if key not in known]
        return levels | Level.create([{"partner_id": key, "table_id": self.id} for key in missing])

    def _carry_levels(self, former):
        """Let customers keep what a replaced table promised them: levels given by hand, and those that only rise."""
        # sudo: levels are written by the verbs alone
        for old in former.sudo().level_ids:
            vals = {"partner_id": old.partner_id.id, "table_id": self.id}
            if old.manual_line_id:
                vals["manual_line_id"] = self._get_line_for(old.manual_line_id.threshold).id
                vals |= {"manual_until": old.manual_until, "manual_reason": old.manual_reason}
            if self.mode == former.mode == "one_way" and old.earned_line_id:
                vals["earned_line_id"] = self._get_line_for(old.earned_line_id.threshold).id
            if vals.get("manual_line_id") or vals.get("earned_line_id"):
                # sudo: see above
                self.env["torg.turnover.level"].sudo().create(vals)

    def _get_line_for(self, turnover):
        """Return the level of a turnover, an empty record below the first one."""
        lines = self.line_ids.sorted("threshold")
        position = get_position(turnover, lines.mapped("threshold"))
        return lines[position] if position >= 0 else lines[:0]
