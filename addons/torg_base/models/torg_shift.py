from datetime import timedelta

from psycopg2.errors import UniqueViolation

from odoo import api, fields, models
from odoo.exceptions import AccessError, ConcurrencyError
from odoo.fields import Domain
from odoo.tools import mute_logger

BREAK_MINUTES = 120  # a break is meant to be spent away: how long it may last unseen
SEEN_STEP = timedelta(seconds=30)  # being seen more often is not worth a write


class TorgShift(models.Model):
    """An interval a person spent on line or on a break. Between intervals they are off.

    Written only by ``res.users._set_shift_state``: nobody edits the log by hand.
    """

    _name = "torg.shift"
    _description = "Shift Interval"
    _order = "start desc, id desc"
    _rec_name = "user_id"

    user_id = fields.Many2one("res.users", string="Employee", required=True, readonly=True, ondelete="cascade")
    team_id = fields.Many2one("crm.team", readonly=True, index="btree_not_null", help="The team at the start.")
    state = fields.Selection([("on_line", "On line"), ("break", "Break")], required=True, readonly=True)
    start = fields.Datetime(required=True, readonly=True, default=lambda self: fields.Datetime.now())
    end = fields.Datetime(readonly=True, help="Empty while the interval runs.")
    last_seen = fields.Datetime(readonly=True, default=lambda self: fields.Datetime.now())
    duration = fields.Float("Hours", compute="_compute_duration", store=True)
    end_reason = fields.Selection(
        [("manual", "By themselves"), ("auto", "Left"), ("supervisor", "By the supervisor")],
        string="Ended",
        readonly=True,
    )
    can_put_off = fields.Boolean(compute="_compute_can_put_off")

    _one_open = models.UniqueIndex('(user_id) WHERE "end" IS NULL', "A person has one running interval at a time.")
    _user_start_idx = models.Index("(user_id, start)")
    _start_idx = models.Index("(start)")
    _ends_after_start = models.Constraint('CHECK ("end" >= start)', "An interval cannot end before it starts.")
    _closed_has_reason = models.Constraint(
        'CHECK (("end" IS NULL) = (end_reason IS NULL))', "A closed interval says why it ended, a running one does not."
    )

    @api.depends("start", "end")
    def _compute_duration(self):
        for shift in self:
            shift.duration = (shift.end - shift.start).total_seconds() / 3600 if shift.end else 0.0

    @api.depends("end", "user_id")
    @api.depends_context("uid")
    def _compute_can_put_off(self):
        led = self.env.user._get_users_led(self.user_id)
        for shift in self:
            shift.can_put_off = not shift.end and shift.user_id in led

    # === ACTIONS === #

    def action_put_off(self):
        """Put the people of these running intervals off the line."""
        self.check_access("read")
        running = self.filtered(lambda shift: not shift.end)
        if not all(running.mapped("can_put_off")):
            raise AccessError(self.env._("You may put off only the people of the teams you lead."))
        running.user_id._set_shift_state("off", reason="supervisor")

    # === BUSINESS METHODS === #

    @api.model
    def _get_open(self, users):
        """Return the running intervals of these people, one each at most."""
        return self.search([("user_id", "in", users.ids), ("end", "=", False)])

    @api.model
    def _open(self, users, state):
        """Start an interval for each of these people, who must have none.

        Two requests at once may both see none: the index lets one in, the other starts over and sees it.
        """
        vals_list = [{"user_id": user.id, "team_id": user.sale_team_id.id, "state": state} for user in users]
        try:
            with mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                return self.create(vals_list)
        except UniqueViolation as error:
            raise ConcurrencyError("Another request has just started a shift of the same person") from error

    def _close(self, reason):
        """End these intervals: now, or when the person was last seen if they left."""
        now = fields.Datetime.now()
        for shift in self:
            end = shift.last_seen if reason == "auto" else now
            shift.write({"end": max(shift.start, end), "end_reason": reason})
        self.flush_recordset()  # before another interval opens: the index counts what is in the database

    def _touch(self, seen):
        """Remember that these people were seen. A row somebody is switching right now is left to them."""
        seen = min(seen, fields.Datetime.now())
        late = self.filtered(lambda shift: shift.last_seen + SEEN_STEP <= seen)
        late.try_lock_for_update(allow_referencing=True).write({"last_seen": seen})

    @api.model
    def _cron_put_off_absent(self):
        """Put off the people who left without saying so."""
        absent = self.browse()
        for company in self.env["res.company"].search([("shift_auto_off_minutes", ">", 0)]):
            absent |= self.search(self._get_absent_domain(company))
        absent.try_lock_for_update(allow_referencing=True).user_id._set_shift_state("off", reason="auto")

    @api.model
    def _get_absent_domain(self, company):
        now, minutes = fields.Datetime.now(), company.shift_auto_off_minutes
        on_line = Domain("state", "=", "on_line") & Domain("last_seen", "<", now - timedelta(minutes=minutes))
        patience = timedelta(minutes=max(minutes, BREAK_MINUTES))
        on_break = Domain("state", "=", "break") & Domain("last_seen", "<", now - patience)
        return Domain("end", "=", False) & Domain("user_id.company_id", "=", company.id) & (on_line | on_break)
