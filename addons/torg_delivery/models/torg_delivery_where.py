from odoo import api, fields, models

WHERE = ("city", "street", "street2", "name", "phone", "partner_latitude", "partner_longitude")  # of the address


class TorgDelivery(models.Model):
    """From where and to whom: as the order says while the attempt is planned, then as it was handed.

    What a dispatcher wrote on the stop stays until the order or the card of the address says something else.
    """

    _inherit = "torg.delivery"

    store_id = fields.Many2one("stock.warehouse", compute="_compute_store_id", store=True, ondelete="restrict")
    zone_id = fields.Many2one("torg.delivery.zone", compute="_compute_cost", store=True, ondelete="set null")
    cost = fields.Monetary(compute="_compute_cost", store=True, help="What the customer pays for the delivery.")
    address = fields.Char(compute="_compute_address", store=True, readonly=False)
    map_url = fields.Char("Map", compute="_compute_address", store=True)
    contact = fields.Char(compute="_compute_address", store=True, readonly=False)
    phone = fields.Char(compute="_compute_address", store=True, readonly=False)

    @api.depends("order_id.warehouse_id")
    def _compute_store_id(self):
        for delivery in self._get_planned():
            delivery.store_id = delivery.order_id.warehouse_id

    @api.depends("order_id.delivery_zone_id", "order_id.delivery_cost")
    def _compute_cost(self):
        for delivery in self._get_planned():
            delivery.zone_id = delivery.order_id.delivery_zone_id
            delivery.cost = delivery.order_id.delivery_cost

    @api.depends("order_id.partner_shipping_id", *(f"order_id.partner_shipping_id.{name}" for name in WHERE))
    def _compute_address(self):
        for delivery in self._get_planned():
            order, address = delivery.order_id, delivery.order_id.partner_shipping_id
            delivery.address = address._get_delivery_address()
            delivery.map_url = address._get_delivery_map_url()
            delivery.contact = address.name or order.partner_id.name
            delivery.phone = address.phone or order._get_phone_to_call()

    def _get_planned(self):
        return self.filtered(lambda delivery: delivery.state == "planned")
