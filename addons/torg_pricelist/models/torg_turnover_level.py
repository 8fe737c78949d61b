from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain


class TorgTurnoverLevel(models.Model):
    """Where a customer stands in a table. Written by the verbs only."""

    _name = "torg.turnover.level"
    _description = "Customer Level"
    _order = "turnover desc, id"
    _rec_name = "partner_id"

    partner_id = fields.Many2one(
        "res.partner", "Customer", required=True, readonly=True, index=True, ondelete="cascade"
    )
    table_id = fields.Many2one("torg.turnover.table", required=True, readonly=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="table_id.company_id", store=True)
    currency_id = fields.Many2one(related="table_id.currency_id")
    user_id = fields.Many2one(related="partner_id.user_id", string="Manager")
    turnover = fields.Monetary(readonly=True, help="Of the table's period: paid and delivered.")
    earned_line_id = fields.Many2one("torg.turnover.table.line", "Earned", readonly=True, ondelete="restrict")
    manual_line_id = fields.Many2one("torg.turnover.table.line", "By hand", readonly=True, ondelete="restrict")
    manual_until = fields.Date("By hand until", readonly=True)
    manual_reason = fields.Char(readonly=True)
    line_id = fields.Many2one("torg.turnover.table.line", "Level", readonly=True, index=True, ondelete="restrict")
    percent = fields.Float(related="line_id.percent")
    since = fields.Date("Has it since", readonly=True)
    checked_on = fields.Date(readonly=True)
    next_line_id = fields.Many2one("torg.turnover.table.line", "Next level", readonly=True, ondelete="restrict")
    next_threshold = fields.Monetary(related="next_line_id.threshold", string="Next level from")
    left = fields.Monetary("Left to the next", readonly=True)
    progress = fields.Float("Way to the next, %", readonly=True, aggregator="avg")
    in_force = fields.Boolean("Table in force", compute="_compute_in_force", search="_search_in_force")
    history_ids = fields.One2many("torg.turnover.level.history", "level_id", readonly=True)

    _partner_table_unique = models.UniqueIndex("(partner_id, table_id)")

    @api.depends("partner_id", "line_id")
    def _compute_display_name(self):
        for level in self:
            level.display_name = f"{level.partner_id.name}: {level.line_id.display_name or self.env._('no level')}"

    @api.depends("table_id.state", "table_id.date_from", "table_id.date_to")
    def _compute_in_force(self):
        tables = self.table_id.filtered_domain(self.env["torg.turnover.table"]._get_force_domain())
        for level in self:
            level.in_force = level.table_id in tables

    def _search_in_force(self, operator, value):
        if operator != "in":
            return NotImplemented
        domain = Domain("table_id", "any", self.env["torg.turnover.table"]._get_force_domain())
        return domain if True in value else ~domain

    # === ACTIONS === #

    def action_set_manual(self):
        """Open the dialog that gives a level by hand."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("torg_pricelist.torg_turnover_manual_action")
        context = {"default_partner_id": self.partner_id.id, "default_table_id": self.table_id.id}
        return action | {"context": context}

    def action_end_manual(self):
        """Take the level given by hand back."""
        self._end_manual(self.env._("Taken back"))
        return True

    # === BUSINESS METHODS === #

    @api.model
    def _set_manual(self, partner, line, until, reason):
        """Give a customer a level that turnover may raise but not lower, until a day inclusive. Return the level."""
        self._check_director()
        if until < self.env["torg.turnover.table"]._get_today():
            raise UserError(self.env._("The last day has passed already."))
        customer, table = partner.commercial_partner_id, line.table_id.with_env(self.env)
        levels_sudo = self.sudo()  # sudo: levels are written by the verbs alone
        level = levels_sudo.search([("partner_id", "=", customer.id), ("table_id", "=", table.id)])
        level = level or levels_sudo.create({"partner_id": customer.id, "table_id": table.id})
        level.write({"manual_line_id": line.id, "manual_until": until, "manual_reason": reason})
        table._refresh_levels(customer, reason="manual", note=reason)
        return level.with_env(self.env)

    def _end_manual(self, note):
        self._check_director()
        # sudo: levels are written by the verbs alone
        self.sudo().write({"manual_line_id": False, "manual_until": False, "manual_reason": False})
        for table in self.table_id:
            customers = self.filtered(lambda level, table=table: level.table_id == table).partner_id
            table._refresh_levels(customers, reason="manual", note=note)

    @api.model
    def _hand_over(self, partners, customer):
        """Make one level a table of those of these partners and of the customer they are merged into."""
        levels = self.search([("partner_id", "in", (partners | customer).ids)])
        for same in levels.grouped("table_id").values():
            kept = same.filtered(lambda level: level.partner_id == customer) or same[:1]
            vals = same._prepare_best_vals()
            (same - kept).history_ids.write({"level_id": kept.id})
            (same - kept).unlink()
            kept.write({**vals, "partner_id": customer.id})

    def _prepare_best_vals(self):
        """Return the highest of what was earned here, and of what was given by hand and has not ended."""
        today = self.table_id._get_today()
        manual = self.filtered(lambda level: level.manual_line_id and level.manual_until >= today)
        best = manual.sorted(lambda level: (level.manual_line_id.threshold, level.manual_until))[-1:]
        return {
            "earned_line_id": self.earned_line_id.sorted("threshold")[-1:].id,
            "manual_line_id": best.manual_line_id.id,
            "manual_until": best.manual_until,
            "manual_reason": best.manual_reason,
        }

    def _check_director(self):
        if not (self.env.su or self.env.user.has_group("torg_base.group_director")):
            raise AccessError(self.env._("Only a director gives levels by hand."))

    def _get_line(self, day):
        """Return the level on a day: one given by hand ends with its last day, also before the night counts it."""
        self.ensure_one()
        manual = self.manual_line_id if self.manual_until and self.manual_until >= day else self.manual_line_id[:0]
        return self._get_higher(self.earned_line_id, manual)

    @api.model
    def _get_higher(self, *lines):
        return max((line for line in lines if line), key=lambda line: line.threshold, default=lines[0])
