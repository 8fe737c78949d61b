from datetime import timedelta

from odoo import SUPERUSER_ID, api, fields, models

from odoo.addons.torg_1c.tools.hours import is_within
from odoo.addons.torg_1c.tools.kinds import CATALOGUE, ORDERS, PARTNERS, PRICES, STOCK

# Minutes between two readings, and the place in the queue: stock never waits for the catalogue.
DEFAULTS = {STOCK: (0.5, 5), PRICES: (0.75, 10), ORDERS: (1, 10), PARTNERS: (5, 15), CATALOGUE: (0.75, 20)}
CHANGES = "changes"  # what an exchange plan of 1C has registered, of all streams
DEFAULTS[CHANGES] = (0.5, 8)
LOST = 90  # seconds after which a job that did not come is sent again
LEAST = 10 / 60  # minutes: 1C has other work, too


class TorgOnecSchedule(models.Model):
    """When a stream of a 1C base is read: how often, in which hours, before which others."""

    _name = "torg.onec.schedule"
    _description = "Reading of a stream from 1C"
    _order = "endpoint_id, priority, id"
    _rec_name = "topic"

    endpoint_id = fields.Many2one("torg.exchange.endpoint", required=True, ondelete="cascade", index=True)
    topic = fields.Selection(
        [
            (CATALOGUE, "Catalogue"),
            (PRICES, "Prices"),
            (STOCK, "Stock"),
            (PARTNERS, "Customers"),
            (ORDERS, "Orders"),
            (CHANGES, "Exchange plan"),
        ],
        "Stream",
        required=True,
    )
    interval_minutes = fields.Float(
        "Every, minutes", compute="_compute_defaults", store=True, readonly=False, help="0.5 is half a minute."
    )
    priority = fields.Integer(
        compute="_compute_defaults", store=True, readonly=False, help="Smaller numbers are read first."
    )
    hour_from = fields.Float("From", default=0)
    hour_to = fields.Float("To", default=24, help="By the clock of 1C. 0 to 24: day and night.")
    workdays_only = fields.Boolean("Workdays only")
    paused = fields.Boolean()
    next_at = fields.Datetime("Next time", readonly=True, index=True)
    turn = fields.Integer(readonly=True, help="The job of another turn does nothing.")
    place = fields.Json(readonly=True, help="Where an unfinished reading goes on.")
    page_rows = fields.Integer(readonly=True)
    tried_at = fields.Datetime("Read", readonly=True)
    succeeded_at = fields.Datetime("Read to the end", readonly=True)
    failing_since = fields.Datetime(readonly=True)
    error = fields.Text(readonly=True)
    record_count = fields.Integer("Records", readonly=True, help="New or changed, in the last piece of reading.")
    request_count = fields.Integer("Questions", readonly=True)
    seconds = fields.Float(readonly=True, digits=(8, 1))
    state = fields.Selection(
        [
            ("off", "Not connected"),
            ("paused", "Paused"),
            ("failing", "Fails"),
            ("first", "First reading"),
            ("fine", "In order"),
        ],
        compute="_compute_state",
    )

    _topic_unique = models.Constraint("UNIQUE(endpoint_id, topic)", "The stream has a schedule already.")
    _interval_positive = models.Constraint("CHECK(interval_minutes > 0)", "The interval must be longer than nothing.")
    _hours_sane = models.Constraint(
        "CHECK(hour_from >= 0 AND hour_from <= 24 AND hour_to >= 0 AND hour_to <= 24)", "A day has 24 hours."
    )

    @api.depends("topic")
    def _compute_defaults(self):
        for schedule in self:
            schedule.interval_minutes, schedule.priority = DEFAULTS.get(schedule.topic, (5, 20))

    @api.depends("paused", "failing_since", "succeeded_at", "endpoint_id.active")
    def _compute_state(self):
        for schedule in self:
            if not schedule._is_connected():
                schedule.state = "off"
            elif schedule.paused:
                schedule.state = "paused"
            elif schedule.failing_since:
                schedule.state = "failing"
            else:
                schedule.state = "fine" if schedule.succeeded_at else "first"

    def write(self, vals):
        if {"interval_minutes", "paused", "hour_from", "hour_to", "workdays_only"} & vals.keys():
            vals = {"next_at": False, **vals}  # the cron looks at it again
        return super().write(vals)

    # === ACTIONS === #

    def action_read_now(self):
        """Read at once, also what is paused or out of its hours."""
        self.check_access("write")
        for schedule in self.filtered(lambda schedule: schedule._is_connected()):
            schedule._enqueue()
        return True

    def action_read_anew(self):
        """Forget what was read and tell everything again: nothing is written where nothing differs."""
        self.check_access("write")
        for schedule in self:
            schedule._forget()
        return self.action_read_now()

    def action_open_runs(self):
        """Show what was applied from this stream."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("What came"),
            "res_model": "torg.onec.run",
            "view_mode": "list,form",
            "domain": [("endpoint_id", "=", self.endpoint_id.id), ("topic", "=", self.topic)],
        }

    # === PLANNING === #

    @api.model
    def _cron_due(self):
        """Send the jobs of what is due and has none: new schedules, ends of a pause, jobs that were lost."""
        late = fields.Datetime.now() - timedelta(seconds=LOST)
        domain = [("paused", "=", False), "|", ("next_at", "<=", late), ("next_at", "=", False)]
        due = self.search(domain).filtered(lambda schedule: schedule._is_connected() and schedule._is_open())
        for schedule in due.try_lock_for_update():
            schedule._enqueue()

    def _enqueue(self, seconds=0):
        """Put the job of the next reading into the queue; one that waits already will find its turn over."""
        self.ensure_one()
        # sudo: the job is the system's, whoever asked for it
        schedule = self.with_user(SUPERUSER_ID)
        schedule.turn += 1
        schedule.next_at = fields.Datetime.now() + timedelta(seconds=seconds)
        schedule.with_delay(
            eta=timedelta(seconds=seconds) if seconds else None,
            channel=schedule._get_channel(),
            priority=schedule.priority,
            description=f"1C {schedule.endpoint_id.code}: {schedule.topic}",
            max_retries=0,
        )._read_piece(schedule.turn)

    def _get_channel(self):
        return self.endpoint_id._get_stream(self.topic).topic_id.channel

    def _plan_next(self):
        """After a reading: the next one, unless the time of day or a person is against it."""
        seconds = max(self.interval_minutes, LEAST) * 60
        if self.paused or not self._is_open(seconds):
            self.next_at = fields.Datetime.now() + timedelta(seconds=seconds)
        else:
            self._enqueue(seconds)

    def _is_connected(self):
        # sudo: who looks at the schedule need not see how 1C is reached
        return self.endpoint_id.sudo()._has_odata()

    def _is_open(self, seconds=0):
        """Return whether the stream is read at this time of day, or so many seconds later."""
        moment = self.endpoint_id._to_onec_time(fields.Datetime.now() + timedelta(seconds=seconds))
        return is_within(moment, self.hour_from, self.hour_to, self.workdays_only)
