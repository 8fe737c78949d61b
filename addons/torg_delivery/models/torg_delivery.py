from odoo import api, fields, models
from odoo.exceptions import AccessError

from odoo.addons.torg_delivery.exceptions import DeliveryRefusal
from odoo.addons.torg_sale.models.torg_order_payment import METHODS

STATES = [
    ("planned", "Planned"),
    ("handed", "Handed to the courier"),
    ("on_way", "On the way"),
    ("delivered", "Delivered"),
    ("refused", "Not delivered"),
    ("cancelled", "Cancelled"),
]
OPEN = ("planned", "handed", "on_way")
WITH_COURIER = ("handed", "on_way")
PLAN = {"courier_id": "courier_id", "date": "delivery_date", "interval_id": "delivery_interval_id"}  # here: the order's
FREE = {*PLAN, "sequence", "comment", "contact", "phone", "address"}  # what people write by hand


class TorgDelivery(models.Model):
    """One attempt to bring an order to its customer. An attempt that failed stays, the next one is another record."""

    _name = "torg.delivery"
    _description = "Delivery"
    _order = "date desc, sequence, hour_from, id"
    _rec_name = "order_id"

    order_id = fields.Many2one("sale.order", required=True, readonly=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="order_id.company_id", store=True)
    currency_id = fields.Many2one(related="order_id.currency_id")
    partner_id = fields.Many2one("res.partner", "Customer", readonly=True, ondelete="restrict")
    carrier_id = fields.Many2one("delivery.carrier", "Delivery method", readonly=True, ondelete="restrict")
    courier_id = fields.Many2one(
        "res.users",
        index="btree_not_null",
        ondelete="restrict",
        group_expand="_read_group_courier_ids",
        domain=lambda self: self.env["sale.order"]._get_courier_domain(),
    )
    date = fields.Date("Day", index=True)
    interval_id = fields.Many2one(
        "torg.delivery.interval", domain="[('carrier_id', '=', carrier_id)]", ondelete="restrict"
    )
    hour_from = fields.Float(related="interval_id.hour_from", store=True)
    sequence = fields.Integer(help="The courier's own order of stops; 0: by the interval.")
    state = fields.Selection(STATES, required=True, readonly=True, default="planned", index=True)
    attempt = fields.Integer(readonly=True, default=1, help="The first attempt, the second…")
    comment = fields.Char(help="For the courier: entrance, floor, code of the door.")
    amount_to_take = fields.Monetary(compute="_compute_amount_to_take", store=True, help="From the customer.")
    amount_taken = fields.Monetary(readonly=True)
    method = fields.Selection(METHODS, "Paid by", readonly=True)
    reason_id = fields.Many2one("torg.return.reason", readonly=True, ondelete="restrict")
    again = fields.Boolean("To be brought again", readonly=True)
    note = fields.Char(readonly=True)
    shipment_id = fields.Many2one("torg.order.shipment", readonly=True, ondelete="set null")
    stage_from_id = fields.Many2one("sale.order.stage", readonly=True, ondelete="set null")
    line_ids = fields.One2many("torg.delivery.line", "delivery_id", "Goods", readonly=True)
    handed_at = fields.Datetime("Handed", readonly=True)
    on_way_at = fields.Datetime("Set off", readonly=True)
    closed_at = fields.Datetime("Closed", readonly=True)

    _one_planned = models.UniqueIndex(
        "(order_id) WHERE state = 'planned'", "A delivery of this order is planned already."
    )

    @api.depends("state", "order_id.state", "order_id.amount_total", "order_id.returned_amount", "order_id.paid_amount")
    def _compute_amount_to_take(self):
        """What is due while the attempt lasts; what was due stays with one that is over."""
        for delivery in self:
            if delivery.state in OPEN:
                delivery.amount_to_take = max(delivery.order_id._get_amount_due(), 0.0)
            else:
                delivery.amount_to_take = delivery.amount_to_take

    @api.model
    def _read_group_courier_ids(self, couriers, domain):
        """Show every courier on the board, also one without stops."""
        # sudo: who brings orders is no secret
        users_sudo = self.env["res.users"].sudo()
        return couriers | users_sudo.search(self.env["sale.order"]._get_courier_domain()).sudo(False)

    # === CRUD METHODS === #

    def write(self, vals):
        """Override: people write who brings it and when; all else is written by the verbs."""
        if not self.env.su and not FREE.issuperset(vals):
            raise AccessError(self.env._("A delivery is moved by its buttons."))
        if not PLAN.keys().isdisjoint(vals):
            self._check_plannable()
        res = super().write(vals)
        if not PLAN.keys().isdisjoint(vals):
            self._tell_order()
        return res

    def _check_plannable(self):
        for delivery_sudo in self.sudo():  # sudo: the number of the order alone
            if delivery_sudo.state != "planned":
                raise DeliveryRefusal(
                    self.env._("%(order)s is with the courier or closed already.", order=delivery_sudo.order_id.name),
                    "moved",
                )

    def _tell_order(self):
        """Keep the plan of the order equal to that of its planned attempt."""
        for delivery_sudo in self.sudo():  # sudo: a dispatcher plans, whosever order it is
            order_sudo = delivery_sudo.order_id
            changed = [name for name, source in PLAN.items() if delivery_sudo[name] != order_sudo[source]]
            if changed:
                values = delivery_sudo._convert_to_write({name: delivery_sudo[name] for name in changed})
                order_sudo.write({PLAN[name]: value for name, value in values.items()})

    # === BUSINESS METHODS === #

    @api.model
    def _get_today(self, company=None):
        """Return the day by the clock of the trade."""
        company = company or self.env.company
        return fields.Date.context_today(self.with_context(tz=company.trade_tz))

    def _check_with_courier(self):
        """Raise DeliveryRefusal unless the courier has the goods."""
        self.ensure_one()
        if self.state not in WITH_COURIER:
            raise DeliveryRefusal(
                self.env._(
                    "%(order)s: %(state)s. Hand it to a courier first.",
                    order=self.order_id.name,
                    state=self._get_state_name(),
                ),
                "not_with_courier",
            )

    def _get_state_name(self):
        return dict(self._fields["state"]._description_selection(self.env))[self.state]
