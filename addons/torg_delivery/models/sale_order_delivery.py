from odoo import api, fields, models

from odoo.addons.torg_delivery.models.torg_delivery import OPEN


class SaleOrder(models.Model):
    """The delivery of an order: when, by whom, and what it costs."""

    _inherit = "sale.order"

    delivery_date = fields.Date("Delivery day", copy=False, index="btree_not_null")
    delivery_interval_id = fields.Many2one(
        "torg.delivery.interval",
        copy=False,
        domain="[('carrier_id', '=', carrier_id)]",
        index="btree_not_null",
        ondelete="restrict",
    )
    courier_id = fields.Many2one(
        "res.users", copy=False, domain=lambda self: self._get_courier_domain(), ondelete="restrict"
    )
    delivery_ids = fields.One2many("torg.delivery", "order_id", "Deliveries", readonly=True)
    delivery_zone_id = fields.Many2one("torg.delivery.zone", compute="_compute_delivery_zone_id")
    delivery_cost = fields.Monetary(compute="_compute_delivery_cost")
    delivery_free_from = fields.Monetary(
        "Free delivery from", compute="_compute_delivery_zone_id", help="Orders of this sum are brought for nothing."
    )
    is_own_courier = fields.Boolean(related="carrier_id.is_own_courier")
    has_intervals = fields.Boolean(compute="_compute_has_intervals")

    @api.depends("carrier_id", "partner_shipping_id", "warehouse_id")
    def _compute_delivery_zone_id(self):
        for order in self:
            carrier = order.carrier_id
            order.delivery_zone_id = carrier._find_zone(order) if carrier else False
            order.delivery_free_from = carrier._get_free_from(order) if carrier else 0.0

    @api.depends("order_line.price_total", "order_line.is_delivery")
    def _compute_delivery_cost(self):
        for order in self:
            order.delivery_cost = sum(order.order_line.filtered("is_delivery").mapped("price_total"))

    @api.depends("carrier_id")
    def _compute_has_intervals(self):
        for order in self:
            order.has_intervals = bool(order.carrier_id.interval_ids)

    # === BUSINESS METHODS === #

    def _set_delivery(self, carrier, date=None, interval=None, courier=None):
        """Choose how, when and by whom this order is brought, and put its cost into the order.

        Raises DeliveryRefusal when the carrier does not come there or the interval takes no more.
        """
        self.ensure_one()
        rate = carrier.rate_shipment(self)
        if not rate["success"]:
            self._refuse_delivery(rate["error_message"], "not_offered")
        self.set_delivery_line(carrier, rate["price"])
        values = {
            "delivery_date": date,
            "delivery_interval_id": interval and interval.id,
            "courier_id": courier and courier.id,
        }
        self.write({name: value for name, value in values.items() if value is not None})

    def _update_delivery_cost(self):
        """Price the chosen deliveries anew: goods or addresses have changed."""
        for order in self.filtered("carrier_id"):
            order._set_delivery(order.carrier_id)
        self.recompute_delivery_price = False

    def action_update_delivery_cost(self):
        """Price the delivery anew."""
        self.check_access("write")
        self._update_delivery_cost()
        return True

    def _is_received(self):
        """Override of torg_sale: goods on their way with a courier are not the customer's yet."""
        return super()._is_received() and not self._get_open_deliveries()

    def _get_open_deliveries(self):
        """Return the attempts that are not over."""
        # sudo: whoever pays or ships need not see the attempts
        return self.sudo().delivery_ids.filtered(lambda delivery: delivery.state in OPEN)

    def _get_journal_fields(self):
        """Override of torg_sale: who brings it and when is kept."""
        return super()._get_journal_fields() | {"delivery_date", "delivery_interval_id", "courier_id"}

    def _get_told_fields(self):
        """Override of torg_sale: whoever receives the order hears of another day or interval."""
        return super()._get_told_fields() | {"delivery_date", "delivery_interval_id"}
