from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from odoo import Command, api, fields, models
from odoo.tools import SQL

from odoo.addons.torg_demo.tools import history
from odoo.addons.torg_stock.exceptions import StockRefusal

from .torg_demo_products import _get_name

MOSCOW = ZoneInfo("Europe/Moscow")
STAGED = timedelta(minutes=40)  # how soon after its intake somebody takes an order on
BACKDATE = """
    WITH moment (order_id, ordered, delivered, staged) AS (VALUES %(moments)s),
    orders AS (
        UPDATE sale_order
           SET date_order = moment.ordered,
               create_date = moment.ordered,
               stage_date = moment.staged,
               effective_date = CASE WHEN effective_date IS NOT NULL THEN moment.delivered END
          FROM moment
         WHERE sale_order.id = moment.order_id
    ),
    pickings AS (
        UPDATE stock_picking
           SET create_date = moment.ordered,
               scheduled_date = moment.delivered,
               date_done = CASE WHEN state = 'done' THEN moment.delivered END
          FROM moment
         WHERE stock_picking.sale_id = moment.order_id
     RETURNING stock_picking.id, moment.delivered
    ),
    moves AS (
        UPDATE stock_move SET date = pickings.delivered FROM pickings WHERE stock_move.picking_id = pickings.id
    ),
    journal AS (
        UPDATE torg_order_journal
           SET date = moment.ordered
          FROM moment
         WHERE torg_order_journal.order_id = moment.order_id
    ),
    payments AS (
        UPDATE torg_order_payment
           SET date = moment.staged
          FROM moment
         WHERE torg_order_payment.order_id = moment.order_id
    )
    UPDATE stock_move_line SET date = pickings.delivered FROM pickings WHERE stock_move_line.picking_id = pickings.id
"""


class TorgDemo(models.AbstractModel):
    _inherit = "torg.demo"

    @api.model
    def _plan_orders(self):
        """The history of orders, the same at every run; only its days move with today."""
        return history.plan(
            customers=[row for row in self._read_table("customers") if not row["parent"]],
            products=self._read_table("products"),
            variants=self._read_table("variants"),
            stock=self._read_table("stock"),
            baskets=self._read_table("baskets"),
            staff=self._read_table("staff"),
        )

    @api.model
    def _load_orders(self):
        """Create the missing orders and bring each to its state, a state at a time."""
        plan = {order.name: order for order in self._plan_orders()}
        created = self._create_missing("sale.order", self._prepare_orders_vals(plan.values()))
        self._confirm([created[name] for name in created if plan[name].state in ("confirmed", "delivered")])
        orders = {
            state: self.env["sale.order"].union(*[created[name] for name in created if plan[name].state == state])
            for state in history.STATES
        }
        orders["sent"].action_quotation_sent()
        orders["cancelled"]._action_cancel()
        self._deliver(orders["delivered"])
        self._stage_orders(orders)
        self._backdate({created[name]: plan[name] for name in created})

    @api.model
    def _prepare_orders_vals(self, plan):
        partners, users = self._get_records("res.partner"), self._get_records("res.users")
        stores, teams = self._get_records("stock.warehouse"), self._get_records("crm.team")
        products = self._get_records("product.product")
        return {
            order.name: {
                "partner_id": partners[order.customer].id,
                "user_id": users[order.manager].id if order.manager else False,
                "team_id": teams[order.team].id,
                "warehouse_id": stores[order.store].id,
                "date_order": self._get_order_time(order),
                "carrier_id": self._choose_carrier(
                    order,
                    partners[order.customer],
                    [products[_get_name("variant", article)] for article, _quantity in order.lines],
                ),
                "order_line": [
                    Command.create(
                        {"product_id": products[_get_name("variant", article)].id, "product_uom_qty": quantity}
                    )
                    for article, quantity in order.lines
                ],
            }
            for order in plan
        }

    @api.model
    def _get_order_time(self, order):
        """Between nine and nine of the planned day in Moscow; today's orders lie between the morning and now."""
        now = datetime.now(MOSCOW)
        opening = now.replace(hour=9, minute=0, second=0, microsecond=0) - timedelta(days=order.days_ago)
        closing = opening + timedelta(hours=12)
        if not order.days_ago:
            opening, closing = min(opening, now - timedelta(hours=1)), now
        moment = opening + (closing - opening) * order.time_of_day
        return moment.astimezone(UTC).replace(tzinfo=None, microsecond=0)

    @api.model
    def _confirm(self, orders):
        """Confirm what the stores can promise; the rest stays with its manager, who reads why."""
        for order in orders:
            try:
                order.action_confirm()
            except StockRefusal as refusal:
                order.message_post(body=str(refusal))

    @api.model
    def _deliver(self, orders):
        """Hand over everything that the orders reserved."""
        pickings = orders.picking_ids.filtered(lambda picking: picking.state == "assigned")
        pickings.move_ids.picked = True
        pickings._action_done()

    @api.model
    def _backdate(self, plan):
        """Core stamps everything with the present moment: bring orders and deliveries to the planned ones."""
        if not plan:
            return
        now = fields.Datetime.now()
        moments = [
            (order.id, ordered, delivered, self._get_stage_time(planned, ordered, delivered, now, number))
            for number, (order, planned) in enumerate(plan.items())
            for ordered in [self._get_order_time(planned)]
            for delivered in [min(ordered + timedelta(minutes=planned.delivery_minutes), now)]
        ]
        self.env.cr.flush()  # the journal too
        # SQL: the moment of creation cannot be written, and writing the others costs more than the orders themselves
        self.env.cr.execute(SQL(BACKDATE, moments=SQL(", ").join(SQL("%s", moment) for moment in moments)))
        self.env.invalidate_all()
        self.env["sale.order"].union(*plan)._restart_time_limit()

    @api.model
    def _get_stage_time(self, planned, ordered, delivered, now, number):
        """When the order came to its stage: open ones are of the last hours, so that some are late and most are not."""
        if planned.state == "delivered":
            return delivered
        if planned.state == "cancelled":
            return min(ordered + STAGED, now)
        return max(ordered, now - timedelta(minutes=4 + 11 * number % 47))
