from contextlib import suppress

from psycopg2.errors import SerializationFailure

from odoo import SUPERUSER_ID, api, fields, models
from odoo.tools import format_datetime

BATCH = 100  # orders told about in one go: a second or two
LEVELS = ("manager", "supervisor", "director")
ACTIVITY = "torg_sale.mail_activity_type_overdue"


class SaleOrder(models.Model):
    """Time ran out: the manager hears of it, then the supervisor, then the directors, each once per stay in a stage."""

    _inherit = "sale.order"

    @api.model
    def _check_time_limits(self):
        """The job at a deadline, and the cron: tell about every order whose time has run out by now."""
        due = self.search([("escalation_date", "<=", fields.Datetime.now())], order="escalation_date, id", limit=BATCH)
        locked = due._lock_quietly()
        for company, orders in locked.grouped("company_id").items():
            for order in orders.with_context(lang=company.partner_id.lang):
                order._escalate()
        if len(due) == BATCH or locked < due:
            self._plan("_check_time_limits", fields.Datetime.add(fields.Datetime.now(), seconds=2))
        return len(locked)

    def _lock_quietly(self):
        """Return those of these orders that nobody else changes right now; none when somebody has just done so."""
        locked = self.browse()
        with suppress(SerializationFailure), self.env.cr.savepoint():
            locked = self.try_lock_for_update(allow_referencing=True)
        return locked

    def _escalate(self):
        """Tell the next ones about this order, as far as their time has come."""
        self.ensure_one()
        self._remember_channel("system")
        # What was counted before may be no more: a level may have been switched off, or given another time, meanwhile.
        level, moment = self._get_next_escalation()
        while moment and moment <= fields.Datetime.now():
            self.write({"escalation_level": level})
            if people := self._get_escalation_people(level):
                self._tell_overdue(people)
            level, moment = self._get_next_escalation()
        self.write({"escalation_date": moment})
        if moment:
            self._plan("_check_time_limits", moment)

    def _get_next_escalation(self):
        """Return (level, moment) of who is told next, (False, False) when everybody knows or there is no limit."""
        self.ensure_one()
        company = self.company_id
        minutes = {
            "manager": 0,
            "supervisor": company.escalation_supervisor_minutes or None,
            "director": company.escalation_director_minutes or None,
        }
        done = LEVELS.index(self.escalation_level) + 1 if self.escalation_level else 0
        for level in LEVELS[done:] if self.stage_deadline else ():
            if minutes[level] == 0:
                return level, self.stage_deadline
            if minutes[level]:
                return level, self.warehouse_id._add_open_hours(self.stage_deadline, minutes[level] / 60)
        return False, False

    def _get_escalation_people(self, level):
        """Return the users who are told at this level: nobody who has left the company."""
        if level == "manager":
            return self.user_id.filtered("active")
        if level == "supervisor":
            return (self.team_id + self.user_id.sale_team_id).user_id.filtered("active")[:1]
        directors = self.env.ref("torg_base.group_director").all_user_ids
        return directors.filtered(lambda user: user.id != SUPERUSER_ID and self.company_id in user.company_ids)

    def _tell_overdue(self, people):
        """Leave a note, an activity for each of the people, and a word on their screens."""
        moment = format_datetime(self.env, self.stage_deadline, self.company_id.trade_tz, "d MMM, H:mm")
        sentence = self.env._(
            "“%(stage)s”: the time limit ran out on %(moment)s", stage=self.stage_id.name, moment=moment
        )
        names = ", ".join(people.mapped("name"))
        self.message_post(body=self.env._("%(sentence)s. Told: %(people)s.", sentence=sentence, people=names))
        for user in people:
            # quick update: a word on the screen is enough, no letter
            self.with_context(mail_activity_quick_update=True).activity_schedule(
                ACTIVITY, user_id=user.id, summary=sentence
            )
            user._bus_send(
                "simple_notification",
                {"title": self.env._("%(order)s is overdue", order=self.name), "message": sentence, "type": "danger"},
            )

    def _forget_overdue(self):
        """Take back the activities about a breach that is over."""
        # sudo: those of others, too
        self.sudo().activity_unlink([ACTIVITY])
