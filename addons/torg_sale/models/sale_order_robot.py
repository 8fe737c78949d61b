import time
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.torg_sale.exceptions import StageRefusal

KEPT = {"robot_rule_id", "robot_date", "robot_note", "robot_due_date"}  # written by the robot alone
BATCH = 50  # orders judged together
CHUNK = 5  # seconds of a job: whoever opens an order it has locked waits for it


class SaleOrder(models.Model):
    """The robot: an order that came by itself goes on without a person when a rule agrees, else it waits for one.

    It is looked at when it comes, when the waiting time of a rule is over, and when it is paid; moved once at most.
    """

    _inherit = "sale.order"

    robot_rule_id = fields.Many2one(
        "torg.order.robot.rule",
        "Rule of the robot",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        groups="torg_base.group_supervisor",
    )
    robot_date = fields.Datetime("Approved by the robot", readonly=True, copy=False, index="btree_not_null")
    robot_note = fields.Text("Why the robot left it", readonly=True, copy=False)
    robot_due_date = fields.Datetime("The robot looks at it", readonly=True, copy=False, index="btree_not_null")

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        """Override of sale to have new orders looked at when their transaction is committed."""
        orders = super().create([{name: vals[name] for name in vals if name not in KEPT} for vals in vals_list])
        # History that the system loads is no news.
        if not (self.env.su and self.env.context.get("torg_silent")):
            orders._ask_robot()
        return orders

    def write(self, vals):
        """Override of sale: what the robot has done is written by the robot alone."""
        if not self.env.su and not KEPT.isdisjoint(vals):
            raise StageRefusal(self.env._("The robot keeps its marks by itself."), "raw_write")
        return super().write(vals)

    # === BUSINESS METHODS === #

    def _on_payment(self):
        """Override of torg_sale: what was not paid may be now."""
        super()._on_payment()
        self.filtered(lambda order: order.payment_status in ("paid", "overpaid"))._ask_robot()

    def _ask_robot(self):
        """Have the robot look at those of these orders that it may still move."""
        waiting = self.filtered(
            lambda order: (
                order.company_id.robot_enabled
                and not (order.robot_date or order.stage_id.is_final or order.is_request or order.state == "cancel")
            )
        )
        if waiting:
            # sudo: kept by the robot, whoever sends or pays the order
            waiting.sudo().robot_due_date = fields.Datetime.now()
            self._plan("_run_robot")

    @api.model
    def _run_robot(self):
        """The job after an order came or was paid, and the cron: judge what is due, move what a rule agrees to."""
        now, deadline = fields.Datetime.now(), time.monotonic() + CHUNK
        due = self.search([("robot_due_date", "<=", now)], order="robot_due_date, id", limit=BATCH)
        for company, orders in due._lock_quietly().grouped("company_id").items():
            orders.with_context(lang=company.partner_id.lang)._let_robot_judge(company, deadline)
        if len(due) == BATCH or time.monotonic() > deadline:
            self._plan("_run_robot", now + timedelta(seconds=1))
        return len(due)

    def _let_robot_judge(self, company, deadline):
        """Judge these orders of one company and do what the rules say; what there is no time for stays due."""
        rules = self.env["torg.order.robot.rule"]
        if company.robot_enabled:
            rules = rules.search([("company_id", "=", company.id)])
        open_orders = self.filtered(lambda order: not (order.stage_id.is_final or order.state == "cancel"))
        (self - open_orders).robot_due_date = False
        for order, (rule, reasons) in rules._judge(open_orders).items():
            if rule:
                order._let_robot_move(rule)
            else:
                order._leave_to_people(reasons, order._get_next_robot_date(rules))
            if time.monotonic() > deadline:
                break

    def _let_robot_move(self, rule):
        """Move this order as the rule says; a refusal leaves it where it is."""
        try:
            with self.env.cr.savepoint():
                self._move_to_stage(rule.stage_to_id, channel="system")
                self._check_robot_goods(rule)
        except UserError as refusal:
            self._leave_to_people([f"“{rule.name}”: {refusal}"])
            return
        now = fields.Datetime.now()
        self.write({"robot_rule_id": rule.id, "robot_date": now, "robot_note": False, "robot_due_date": False})
        self.message_post(body=self.env._("Robot: rule “%(rule)s”", rule=rule.name))

    def _check_robot_goods(self, rule):
        """Raise StageRefusal when another order has taken the goods since they were looked at."""
        if rule.in_stock and self._get_short_order_ids():
            raise StageRefusal(self.env._("the goods have gone to another order"), "unreserved")

    def _leave_to_people(self, reasons, next_date=False):
        self.write({"robot_note": "\n".join(reasons), "robot_due_date": next_date})
        if next_date:
            self._plan("_run_robot", next_date)

    def _get_next_robot_date(self, rules):
        """Return when the waiting time of the next rule is over, False when none waits."""
        now = fields.Datetime.now()
        moments = [self.create_date + timedelta(minutes=rule.minutes) for rule in rules if rule.minutes]
        return min((moment for moment in moments if moment > now), default=False)

    def _cron_keep_going(self):
        """Override of torg_sale: orders that a lost job should have looked at."""
        super()._cron_keep_going()
        self._run_robot()
        self.env["ir.cron"]._commit_progress(1)

    def _get_card_badges(self):
        """Override of torg_sale to show what the robot has moved."""
        badges = super()._get_card_badges()
        for order in self.filtered("robot_date"):
            badges[order.id].append({"code": "robot", "text": self.env._("Robot"), "level": "info"})
        return badges
