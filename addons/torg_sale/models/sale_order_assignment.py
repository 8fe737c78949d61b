from odoo import api, fields, models

from odoo.addons.torg_sale.exceptions import StageRefusal
from odoo.addons.torg_sale.models.torg_order_assignment import HANDED_OUT

KEPT = {"assignment_id", "opened_date", "open_until", "queued_date", "queue_hops"}


class SaleOrder(models.Model):
    """Whose order it is and why: every change of the manager goes through here and leaves its reason."""

    _inherit = "sale.order"

    assignment_id = fields.Many2one("torg.order.assignment", readonly=True, copy=False, ondelete="set null")
    assignment_ids = fields.One2many("torg.order.assignment", "order_id", "Assignments", readonly=True)
    assignment_reason = fields.Char(related="assignment_id.reason", string="Why this manager")
    opened_date = fields.Datetime("Opened", readonly=True, copy=False, help="First opened by the manager it is with.")
    open_until = fields.Datetime(
        "To be opened until", readonly=True, copy=False, index="btree_not_null", help="Then it goes back to the queue."
    )
    queued_date = fields.Datetime("In the queue since", readonly=True, copy=False, index="btree_not_null")
    queue_hops = fields.Integer("Times returned", readonly=True, copy=False)

    @api.depends("partner_id")
    def _compute_user_id(self):
        """Override of sale: an order stays with whoever makes it; one that comes by itself waits for the hand-out."""
        automatic = self.filtered("company_id.hand_out")
        super(SaleOrder, self - automatic)._compute_user_id()
        author = self.env.user._get_order_author()
        for order in automatic:
            order.user_id = order.user_id if order._origin.id else order.user_id or author

    @api.depends("user_id")
    def _compute_team_id(self):
        """Override of sale: an order in the queue belongs to the team of its type, not to that of who sent it."""
        waiting = self.filtered(lambda order: not order.user_id and order.company_id.hand_out)
        super(SaleOrder, self - waiting)._compute_team_id()
        for order in waiting:
            teams = order.order_type_id.team_ids
            order.team_id = order.team_id or (teams if len(teams) == 1 else False)

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        """Override to say why the order is with its manager, or to put it into the queue."""
        orders = super().create([{name: vals[name] for name in vals if name not in KEPT} for vals in vals_list])
        for order in orders.filtered("user_id"):
            kind = "author" if order.user_id == self.env.user else "given"
            order._keep_assignment(kind, order._get_given_reason(kind))
        orders.filtered(lambda order: not order.user_id)._queue()
        return orders

    def write(self, vals):
        """Override: writing the manager is giving the order away, with the same rights and traces."""
        if not self.env.su and not KEPT.isdisjoint(vals):
            raise StageRefusal(self.env._("Assignments are made by giving orders away."), "raw_write")
        if "user_id" not in vals or "assignment_id" in vals:
            return super().write(vals)
        user = self.env["res.users"].browse(vals["user_id"] or ())
        changed = self.filtered(lambda order: order.user_id != user)
        changed._check_may_give(user)
        for order in changed:
            order._end_assignment("reassigned" if user else "returned")
        res = super().write(vals)
        for order in changed.filtered("user_id"):
            kind = "taken" if user == self.env.user else "given"
            order._keep_assignment(kind, order._get_given_reason(kind))
        changed.filtered(lambda order: not order.user_id)._queue()
        return res

    # === RIGHTS === #

    def _check_may_give(self, user):
        """Raise StageRefusal unless the reader may give these orders to `user`, or to nobody when it is empty.

        A director gives any order, a supervisor those of the team and within it; a manager takes what is nobody's
        and returns what is his.
        """
        me = self.env.user
        if self.env.su or me.has_group("torg_base.group_director"):
            return
        led = me._get_users_led(self.user_id | user)
        for order in self:
            if user == me and not order.user_id or not user and order.user_id == me:
                continue
            leads = order.team_id.user_id == me or order.user_id in led
            if not leads and (order.user_id or order.team_id) or user - led - me or not me._leads_people():
                raise StageRefusal(
                    self.env._("%(order)s: only the supervisor of its team gives it to somebody.", order=order.name),
                    "forbidden",
                )

    # === BUSINESS METHODS === #

    def _assign(self, user, reason):
        """Give these orders to a manager because of what `reason` says, a sentence of a person."""
        self._check_may_give(user)
        sentence = self.env._("%(by)s: %(reason)s", by=self.env.user.name, reason=reason)
        for order in self.filtered(lambda order: order.user_id != user):
            order._give(user, "given", sentence)

    def _give(self, user, kind, reason):
        """Make it this manager's order and keep why. Rights are the caller's matter."""
        self.ensure_one()
        order_sudo = self.sudo()  # sudo: the order may leave the reader's sight
        order_sudo._end_assignment("reassigned")
        team = order_sudo.team_id
        keeps_team = user in team.member_ids or user == team.user_id
        # no letter: who is on line sees it on the screen
        order_sudo.with_context(mail_auto_subscribe_no_notify=True).write(
            {
                "user_id": user.id,
                "team_id": team.id if keeps_team else user.sudo().sale_team_id.id,  # sudo: teams are not read by all
                "assignment_id": False,
            }
        )
        order_sudo._keep_assignment(kind, reason, team)

    def _keep_assignment(self, kind, reason, team_before=None):
        self.ensure_one()
        order_sudo = self.sudo()  # sudo: written by the verb only
        is_mine = self.env.user == order_sudo.user_id
        now = fields.Datetime.now()
        assignment = order_sudo.env["torg.order.assignment"].create(
            {
                "order_id": self.id,
                "user_id": order_sudo.user_id.id,
                "by_id": False if kind in HANDED_OUT or kind == "supervisor" else self.env.uid,
                "team_id": team_before.id if team_before else False,
                "kind": kind,
                "reason": reason,
                "hops": order_sudo.queue_hops,
                "outcome": "opened" if is_mine else "waiting",
                "outcome_date": now if is_mine else False,
            }
        )
        order_sudo.write(
            {
                "assignment_id": assignment.id,
                "opened_date": now if is_mine else False,
                "open_until": order_sudo._get_open_until() if kind in HANDED_OUT else False,
                "queued_date": False,
                "queue_hops": order_sudo.queue_hops if kind in HANDED_OUT else 0,
            }
        )
        if order_sudo.open_until:
            order_sudo._plan("_return_unopened", order_sudo.open_until)

    def _get_open_until(self):
        """Return when an order handed out now goes back unless it is opened, False for never."""
        minutes = self.company_id.open_minutes
        return self.warehouse_id._add_open_hours(fields.Datetime.now(), minutes / 60) if minutes else False

    def _end_assignment(self, outcome, reason=None):
        """Keep how this assignment ended; one that was opened stays so unless it is given back."""
        assignment_sudo = self.sudo().assignment_id  # sudo: written by the verb only
        if assignment_sudo and (assignment_sudo.outcome == "waiting" or outcome == "returned"):
            assignment_sudo._end(outcome, reason)

    def _get_given_reason(self, kind):
        names = {"user": self.user_id.name, "by": self.env.user.name}
        if kind == "author":
            return self.env._("%(user)s made the order", **names)
        if kind == "taken":
            return self.env._("%(user)s took the order", **names)
        return self.env._("%(by)s gave the order to %(user)s", **names)
