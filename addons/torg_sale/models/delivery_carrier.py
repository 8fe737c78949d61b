from odoo import fields, models


class DeliveryCarrier(models.Model):
    _inherit = "delivery.carrier"

    is_pickup = fields.Boolean("Pickup", help="The customer takes the goods in the store of the order.")
