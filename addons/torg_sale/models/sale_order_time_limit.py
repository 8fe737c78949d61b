from collections import defaultdict

from odoo import api, fields, models

from odoo.addons.torg_sale.exceptions import StageRefusal

ESCALATIONS = [("manager", "The manager is told"), ("supervisor", "The supervisor is told"),
               ("director", "The director is told")]  # fmt: skip
KEPT = {"stage_deadline", "escalation_date", "escalation_level"}


class SaleOrder(models.Model):
    """Until when an order may stand in its stage: counted when it enters, by the opening hours of its store."""

    _inherit = "sale.order"

    stage_deadline = fields.Datetime(
        "Time limit", readonly=True, copy=False, index="btree_not_null", help="The order should have moved on by then."
    )
    is_overdue = fields.Boolean("Overdue", compute="_compute_is_overdue", search="_search_is_overdue")
    escalation_level = fields.Selection(
        ESCALATIONS, "Overdue: who knows", readonly=True, copy=False, help="In this stay in the stage."
    )
    escalation_date = fields.Datetime("Next one is told at", readonly=True, copy=False, index="btree_not_null")

    @api.depends("stage_deadline")
    def _compute_is_overdue(self):
        now = fields.Datetime.now()
        for order in self:
            order.is_overdue = bool(order.stage_deadline) and order.stage_deadline <= now

    @api.model
    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("stage_deadline", "<=", fields.Datetime.now())]

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        """Override to count the time limit of the first stage."""
        orders = super().create(vals_list)
        orders._restart_time_limit()
        return orders

    def write(self, vals):
        """Override to keep out of hands what is counted, and to count anew when a quotation goes to another store."""
        if not self.env.su and not KEPT.isdisjoint(vals):
            raise StageRefusal(self.env._("Time limits are counted, not written by hand."), "raw_write")
        stores = {order: order.warehouse_id for order in self} if "warehouse_id" in vals else {}
        res = super().write(vals)
        self.filtered(lambda order: order in stores and order.warehouse_id != stores[order])._recount_time_limit()
        return res

    # === BUSINESS METHODS === #

    def _enter_stage(self, stage):
        """Override to begin the time limit of the stage and to end what was left of the former one."""
        res = super()._enter_stage(stage)
        self._restart_time_limit()
        self._forget_overdue()
        return res

    def _restart_time_limit(self):
        """Count the time limits of orders that have just entered their stage: nobody has been told of anything."""
        for deadline, orders in self._count_deadlines().items():
            # sudo: counted, whoever moves the orders
            orders.sudo().write({"stage_deadline": deadline, "escalation_date": deadline, "escalation_level": False})
            if deadline:
                self._plan("_check_time_limits", deadline)

    def _recount_time_limit(self):
        """Count the time limits by the hours of another store; who knows of the breach already is not told again."""
        for deadline, orders in self._count_deadlines().items():
            for order_sudo in orders.sudo():  # sudo: see above
                order_sudo.write({"stage_deadline": deadline})
                order_sudo.escalation_date = date = order_sudo._get_next_escalation()[1]
                if date:
                    self._plan("_check_time_limits", date)

    def _count_deadlines(self):
        """Return {deadline or False: orders}; for orders of one stage, store and moment it is counted once."""
        deadlines = defaultdict(self.browse)
        for (stage, store, since), orders in self.grouped(
            lambda order: (order.stage_id, order.warehouse_id, order.stage_date)
        ).items():
            has_limit = stage.time_limit and not stage.is_final and since
            deadlines[store._add_open_hours(since, stage.time_limit) if has_limit else False] |= orders
        return deadlines
