from odoo import api, fields, models

from odoo.addons.torg_delivery.tools import prices

TABLES = ("torg_zone", "torg_table")


class DeliveryCarrier(models.Model):
    """Two more ways to price a delivery, both by zones: by the sum of the order, by its weight."""

    _inherit = "delivery.carrier"

    delivery_type = fields.Selection(
        selection_add=[
            ("torg_zone", "Own courier: by zone and sum"),
            ("torg_table", "Carrier's table: by zone and weight"),
        ],
        ondelete={"torg_zone": "set default", "torg_table": "set default"},
    )
    is_own_courier = fields.Boolean(
        "Own couriers",
        compute="_compute_is_own_courier",
        store=True,
        readonly=False,
        help="Confirmed orders come to the delivery board, our couriers bring them.",
    )
    zone_price_ids = fields.One2many("torg.delivery.price", "carrier_id", "Prices by zone", copy=True)
    interval_ids = fields.One2many("torg.delivery.interval", "carrier_id", "Intervals", copy=True)

    @api.depends("delivery_type")
    def _compute_is_own_courier(self):
        for carrier in self:
            carrier.is_own_courier = carrier.delivery_type == "torg_zone"

    def _is_available_for_order(self, order):
        """Override of delivery: where there is no zone, or the goods are too heavy, there is no delivery."""
        available = super()._is_available_for_order(order)
        return available and (self.delivery_type not in TABLES or self.rate_shipment(order)["success"])

    # === CORE'S CONTRACT OF A PROVIDER === #

    def torg_zone_rate_shipment(self, order):
        """Price an order for our own couriers: by the zone of its address and its sum."""
        return self._rate_by_zone(order, prices.price_by_sum)

    def torg_table_rate_shipment(self, order):
        """Price an order by the table of a carrier: by the zone of its address and its weight."""
        weight = self.env.context.get("order_weight") or order.shipping_weight
        return self._rate_by_zone(order, lambda rows, total: prices.price_by_weight(rows, weight, total))

    def torg_zone_send_shipping(self, pickings):
        """Our couriers need no parcel numbers."""
        return [{"exact_price": 0.0, "tracking_number": False} for _picking in pickings]

    def torg_table_send_shipping(self, pickings):
        """The carrier is told about the parcel by people."""
        return [{"exact_price": 0.0, "tracking_number": False} for _picking in pickings]

    # === BUSINESS METHODS === #

    def _find_zone(self, order):
        """Return the zone of this order among those that the carrier has prices for; an empty one when none fits."""
        self.ensure_one()
        # sudo: zones are the same for everybody, whoever looks at the order
        carrier_sudo, order_sudo = self.sudo(), order.sudo()
        found = carrier_sudo.zone_price_ids.zone_id.filtered(lambda zone: zone.active and _is_of(zone, order_sudo))
        return found._find_for(order_sudo.partner_shipping_id, order_sudo.warehouse_id)

    def _get_zone_rows(self, zone):
        """Return the rows of a zone for tools/prices.py."""
        # sudo: see above
        return self.sudo().zone_price_ids.filtered(lambda row: row.zone_id == zone)._as_rows()

    def _get_free_from(self, order):
        """Return the sum from which this order is brought for nothing, in its currency; 0 when it never is."""
        zone = self._find_zone(order)
        amount = prices.get_free_from(self._get_zone_rows(zone)) if zone else 0.0
        return self._compute_currency(order, amount, "company_to_pricelist")

    def _rate_by_zone(self, order, find_price):
        zone = self._match_address(order.partner_shipping_id) and self._find_zone(order)
        if not zone:
            return self._prepare_no_rate(self.env._("Nothing is delivered to this address."))
        total = self._compute_currency(order, order._compute_amount_total_without_delivery(), "pricelist_to_company")
        price = find_price(self._get_zone_rows(zone), total)
        if price is None:
            return self._prepare_no_rate(self.env._("“%(zone)s”: there is no price for such an order.", zone=zone.name))
        return {
            "success": True,
            "price": self._compute_currency(order, price, "company_to_pricelist"),
            "error_message": False,
            "warning_message": False,
        }

    def _prepare_no_rate(self, sentence):
        return {"success": False, "price": 0.0, "error_message": sentence, "warning_message": False}


def _is_of(zone, order):
    return not zone.company_id or zone.company_id == order.company_id
