from datetime import UTC, datetime, time, timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.torg_sale.tools.robot import share

DAYS = 90
NOTHING = {
    "cursor": 0, "seen_count": 0, "came_count": 0, "came_amount": 0, "approved_count": 0, "approved_amount": 0,
    "right_count": 0, "open_count": 0, "line_ids": [fields.Command.clear()],
}  # fmt: skip


class TorgOrderRobotTrial(models.Model):
    """A rule tried on the past: what it would have moved, and how often it would have been right."""

    _name = "torg.order.robot.trial"
    _description = "Trial of a Robot Rule"
    _order = "id desc"
    _rec_name = "rule_id"

    rule_id = fields.Many2one("torg.order.robot.rule", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="rule_id.company_id", store=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    date_from = fields.Date(
        "From", required=True, default=lambda self: fields.Date.context_today(self) - timedelta(days=DAYS)
    )
    date_to = fields.Date("To", required=True, default=fields.Date.context_today)
    state = fields.Selection(
        [("draft", "To be started"), ("running", "In work"), ("done", "Finished")],
        required=True,
        readonly=True,
        default="draft",
    )
    cursor = fields.Integer(readonly=True, help="The last order that was judged.")
    total_count = fields.Integer("Orders of the period", readonly=True)
    seen_count = fields.Integer("Judged", readonly=True)
    progress = fields.Float(compute="_compute_shares")
    came_count = fields.Integer("Came ready-made", readonly=True)
    came_amount = fields.Monetary("Sum of those that came ready-made", readonly=True)
    approved_count = fields.Integer("The robot would have moved", readonly=True)
    approved_amount = fields.Monetary("Sum of those that would have been moved", readonly=True)
    right_count = fields.Integer("Completed as they came", readonly=True)
    open_count = fields.Integer("Not over yet", readonly=True)
    wrong_count = fields.Integer("Would have been wrong", compute="_compute_shares")
    share = fields.Float("Share of orders", compute="_compute_shares", help="Of those that came ready-made.")
    precision = fields.Float(
        compute="_compute_shares",
        help="Of those moved that are over: completed without a person changing goods, sum or store, not cancelled.",
    )
    line_ids = fields.One2many("torg.order.robot.trial.line", "trial_id", "Wrong orders", readonly=True)

    _dates_order = models.Constraint("CHECK (date_from <= date_to)", "The period ends before it begins.")

    @api.depends("seen_count", "approved_count", "right_count", "open_count", "came_count", "total_count", "state")
    def _compute_shares(self):
        for trial in self:
            trial.progress = 100 if trial.state == "done" else 100 * share(trial.seen_count, trial.total_count)
            trial.share = share(trial.approved_count, trial.came_count)
            trial.precision = share(trial.right_count, trial.approved_count - trial.open_count)
            trial.wrong_count = trial.approved_count - trial.open_count - trial.right_count

    # === ACTIONS === #

    def action_start(self):
        """Count from the beginning: some seconds at once, the rest by jobs."""
        self.ensure_one()
        self.check_access("write")
        if self.state == "running":
            raise ValidationError(self.env._("The trial is in work: wait until it is finished."))
        total = self.env["sale.order"].sudo().search_count(self._get_orders_domain())  # sudo: a number
        self.write({**NOTHING, "state": "running", "total_count": total})
        self._work_on()

    # === BUSINESS METHODS === #

    def _get_action(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Check on the past"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "views": [(False, "form")],
        }

    def _get_orders_domain(self):
        """Return a domain of the orders that came in the period, by the days of the reader's time zone."""
        first, after = self._to_utc(self.date_from), self._to_utc(self.date_to + timedelta(days=1))
        return [
            ("company_id", "=", self.company_id.id),
            ("create_date", ">=", first),
            ("create_date", "<", after),
        ]

    def _to_utc(self, day):
        return datetime.combine(day, time.min, tzinfo=self.env.tz).astimezone(UTC).replace(tzinfo=None)

    @api.autovacuum
    def _gc_trials(self):
        """Forget trials of half a year: the orders and the rule have changed."""
        before = fields.Datetime.subtract(fields.Datetime.now(), days=180)
        self.search([("create_date", "<", before)], limit=1000).unlink()
