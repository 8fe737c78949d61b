from odoo import api, fields, models

from odoo.addons.torg_sale.exceptions import StageRefusal
from odoo.addons.torg_sale.models.torg_order_assignment import HANDED_OUT

MAX_HOPS = 2  # times an order may go back to the queue before the supervisor gets it


class SaleOrder(models.Model):
    """The queue: orders of nobody, taken by people or handed out; and the ways back to it."""

    _inherit = "sale.order"

    # === FOR THE SCREENS === #

    def action_take(self):
        """Take these orders of the queue. Who comes second hears who was first."""
        self._take()
        return True

    def action_assign(self):
        """Ask to whom these orders go and why."""
        action = self.env["ir.actions.act_window"]._for_xml_id("torg_sale.torg_order_assign_action")
        return {**action, "context": {"default_order_ids": self.ids}}

    def action_return_to_queue(self):
        """Ask why these orders go back to the queue."""
        action = self.env["ir.actions.act_window"]._for_xml_id("torg_sale.torg_order_assign_action_return")
        return {**action, "context": {"default_order_ids": self.ids, "default_to_queue": True}}

    @api.model
    def mark_opened(self, ids):
        """Keep that the reader has opened these orders; those of others are left as they are."""
        # sudo: the manager's own orders, and only that he has seen them
        orders_sudo = self.sudo().browse(ids).exists()
        mine = orders_sudo.filtered(lambda order: order.user_id == self.env.user and not order.opened_date)
        mine.write({"opened_date": fields.Datetime.now(), "open_until": False, "queue_hops": 0})
        mine.assignment_id.filtered(lambda assignment: assignment.outcome == "waiting")._end("opened")
        return len(mine)

    # === BUSINESS METHODS === #

    def _enter_stage(self, stage):
        """Override: who moves his order works on it, and one that is done makes room for one that waits."""
        res = super()._enter_stage(stage)
        self.mark_opened(self.ids)
        if stage.is_final or stage.sale_state == "cancel":
            # sudo: an order that is over need not be opened, whoever ended it
            self.sudo().filtered("open_until").open_until = False
        # sudo: whether anything waits, not what
        if stage.is_final and self.user_id and self.sudo().search_count([("queued_date", "!=", False)], limit=1):
            self._plan("_hand_out_queue")
        return res

    def _take(self):
        """Give these orders of the queue to the reader. Raises StageRefusal when somebody has taken one already.

        Two at once: the database lets one go on, the other's request is repeated and finds the order taken.
        """
        user = self.env.user
        for order_sudo in self.sudo():  # sudo: what a colleague has just taken is out of the reader's sight
            if order_sudo.user_id == user:
                continue
            if order_sudo.user_id:
                raise StageRefusal(
                    self.env._(
                        "%(order)s is taken already: %(user)s has it.",
                        order=order_sudo.name,
                        user=order_sudo.user_id.name,
                    ),
                    "taken",
                )
            order = order_sudo.sudo(False)
            order.check_access("write")
            order._give(user, "taken", self.env._("%(user)s took the order", user=user.name))

    def _queue(self):
        """Put these orders of nobody into the queue and have it handed out."""
        waiting = self.filtered(lambda order: not order.stage_id.is_final)
        # sudo: see _keep_assignment
        waiting.sudo().write(
            {"queued_date": fields.Datetime.now(), "assignment_id": False, "opened_date": False, "open_until": False}
        )
        if waiting.filtered("company_id.hand_out"):
            self._plan("_hand_out_queue")

    def _return_to_queue(self, reason, outcome="returned"):
        """Take these orders from their managers; the third time the supervisor gets them.

        :param str reason: a sentence for people
        :param str outcome: of the assignment: `returned`, `unopened` or `left`
        """
        self._check_may_give(self.env["res.users"])
        for order_sudo in self.sudo().filtered("user_id"):  # sudo: the order leaves the reader's sight
            assignment, hops = order_sudo.assignment_id, order_sudo.queue_hops + 1
            order_sudo._end_assignment(outcome, reason)
            supervisor = order_sudo._get_hop_supervisor() if hops > MAX_HOPS else False
            if supervisor:
                sentence = self.env._("%(user)s: the order came back %(count)s times", user=supervisor.name, count=hops)
                order_sudo._give(supervisor, "supervisor", sentence)
                continue
            team = assignment.team_id if assignment.kind in HANDED_OUT else order_sudo.team_id
            order_sudo.write({"user_id": False, "team_id": team.id, "assignment_id": False, "queue_hops": hops})
            order_sudo._queue()

    def _get_hop_supervisor(self):
        """Return who gets an order that nobody opens: the supervisor of the last manager, else of its team or type."""
        teams = self.user_id.sale_team_id + self.team_id + self.order_type_id.team_ids
        return teams.user_id.filtered("active")[:1] - self.user_id

    @api.model
    def _return_unopened(self):
        """The job at the moment until when an order should be opened, and the cron."""
        late = self.search([("open_until", "<=", fields.Datetime.now()), ("opened_date", "=", False)])
        for order in late._lock_quietly()._in_company_language():
            order._return_to_queue(order.env._("not opened in time"), "unopened")
        return len(late)

    @api.model
    def _return_left(self):
        """The job after somebody left the line, and the cron: what they had not opened goes back to the queue."""
        waiting = self.env["torg.order.assignment"].search(
            [
                *(("outcome", "=", "waiting"), ("kind", "in", HANDED_OUT), ("user_id.shift_state", "!=", "on_line")),
                *(("order_id.state", "!=", "cancel"), ("order_id.stage_id.is_final", "=", False)),
            ]
        )
        orders = waiting.order_id.filtered(lambda order: order.assignment_id in waiting)
        for order in orders._lock_quietly()._in_company_language():
            order._return_to_queue(order.env._("left the line"), "left")
        return len(orders)

    def _in_company_language(self):
        """Return the same orders one by one, in the language of their companies: what is kept is read by all."""
        return [order.with_context(lang=order.company_id.partner_id.lang) for order in self]
