from datetime import UTC, timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Domain

STATES = [("on_line", "On line"), ("break", "Break"), ("off", "Off line")]


class ResUsers(models.Model):
    _inherit = "res.users"

    shift_ids = fields.One2many("torg.shift", "user_id", string="Shifts")
    # compute_sudo: everybody may know whether a colleague is on line, though not read their log.
    shift_state = fields.Selection(
        STATES, string="Shift", compute="_compute_shift_state", search="_search_shift_state", compute_sudo=True
    )
    shift_since = fields.Datetime("In this state since", compute="_compute_shift_state", compute_sudo=True)

    @api.depends("shift_ids.state", "shift_ids.end")
    def _compute_shift_state(self):
        open_by_user = self.env["torg.shift"]._get_open(self).grouped("user_id")
        for user in self:
            shift = open_by_user.get(user)
            user.shift_state = shift.state if shift else "off"
            user.shift_since = shift.start if shift else False

    @api.model
    def _search_shift_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        running = Domain("end", "=", False)
        domain = Domain("shift_ids", "any!", running & Domain("state", "in", list(value)))
        return domain | Domain("shift_ids", "not any!", running) if "off" in value else domain

    def write(self, vals):
        if vals.get("active") is False:
            self._set_shift_state("off", reason="auto")
        return super().write(vals)

    # === FOR THE SCREENS === #

    @api.model
    @api.readonly
    def get_my_shift(self):
        """Return the reader's state and today's hours for the switch, or False for who takes no shifts."""
        user = self.env.user
        if not user.has_group("torg_base.group_manager"):
            return False
        return {**user._prepare_shift_payload(), "today": user._get_shift_hours_today()}

    @api.model
    def set_my_shift_state(self, state):
        """Move the reader to a state; return the same as :meth:`get_my_shift`."""
        if not self.env.user.has_group("torg_base.group_manager"):
            raise AccessError(self.env._("Only managers take shifts."))
        self.env.user._set_shift_state(state)
        return self.get_my_shift()

    @api.model
    def touch_my_shift(self, inactive_seconds=0):
        """Tell how long ago the reader touched their screen; return the same as :meth:`get_my_shift`."""
        self.env.user._touch_shift(fields.Datetime.now() - timedelta(seconds=max(0, inactive_seconds)))
        return self.get_my_shift()

    # === BUSINESS METHODS === #

    def _set_shift_state(self, state, reason="manual"):
        """Move these people to ``on_line``, ``break`` or ``off``. Who is there already stays untouched.

        ``reason`` tells why the running interval ends: ``manual``, ``supervisor``, or ``auto`` (left: it ends when
        they were last seen). May be called at the same time by several requests: one interval runs in the end.
        """
        if state not in dict(STATES):
            raise ValidationError(self.env._("There is no shift state “%(state)s”.", state=state))
        # sudo: this verb is the only writer of the log, people only read it.
        Shift = self.env["torg.shift"].sudo()
        running = Shift._get_open(self)
        old = {shift.user_id.id: shift.state for shift in running}
        moved = self.filtered(lambda user: old.get(user.id, "off") != state)
        running.filtered(lambda shift: shift.user_id.id in moved.ids)._close(reason)
        if state != "off":
            Shift._open(moved, state)
        for user in moved:
            user._on_shift_change(old.get(user.id, "off"), state)
            user._notify_shift(reason)

    def _on_shift_change(self, old, new):
        """Hook: this person has just moved from one state to another. Telephony and hand-out of orders extend it."""
        self.ensure_one()

    def _touch_shift(self, seen=None):
        """Count these people as present at ``seen`` (UTC, now by default): a call, say, is no absence."""
        # sudo: the log is written by verbs only.
        self.env["torg.shift"].sudo()._get_open(self)._touch(seen or fields.Datetime.now())

    @api.model
    def _get_users_on_line(self, users=None):
        """Return the active people on line, among ``users`` if given, the longest on line first. One query."""
        domain = Domain("end", "=", False) & Domain("state", "=", "on_line") & Domain("user_id.active", "=", True)
        if users is not None:
            domain &= Domain("user_id", "in", users.ids)
        # sudo: whoever hands out orders may know who is on line, not their log.
        shifts_sudo = self.env["torg.shift"].sudo().search_fetch(domain, ["user_id"], order="start, id")
        return self.browse(shifts_sudo.user_id.ids)

    def _get_users_led(self, users):
        """Return those of ``users`` whom this person may put off: their teams', or anybody for a director."""
        self.ensure_one()
        if self.has_group("torg_base.group_director"):
            return users
        if not self.has_group("torg_base.group_supervisor"):
            return users.browse()
        # sudo: membership of teams is not readable by everybody.
        return users.sudo().filtered(lambda user: self in user.crm_team_ids.user_id).sudo(False)

    def _notify_shift(self, reason):
        """Tell the person's other tabs, and those who watch the line."""
        payload = {**self._prepare_shift_payload(), "reason": reason}
        self._bus_send("torg_base/shift", {**payload, "today": self._get_shift_hours_today()})
        self.env.ref("torg_base.group_supervisor")._bus_send("torg_base/shift", payload)

    def _prepare_shift_payload(self):
        to_string = fields.Datetime.to_string
        return {
            "user_id": self.id,
            "state": self.shift_state,
            "since": to_string(self.shift_since) or False,
            "at": to_string(fields.Datetime.now()),
        }

    def _get_shift_hours_today(self):
        """Return {state: hours} of the intervals that began today and are over."""
        midnight = fields.Datetime.context_timestamp(self, fields.Datetime.now()).replace(hour=0, minute=0, second=0)
        start = midnight.astimezone(UTC).replace(tzinfo=None)
        domain = [("user_id", "=", self.id), ("start", ">=", start), ("end", "!=", False)]
        # sudo: the person's own hours, also when somebody else puts them off.
        return dict(self.env["torg.shift"].sudo()._read_group(domain, ["state"], ["duration:sum"]))
