from odoo import api, fields, models

from odoo.addons.torg_delivery.tools import prices


class TorgDeliveryPrice(models.Model):
    """A row of what delivery to a zone costs: by the sum of the order, or by its weight."""

    _name = "torg.delivery.price"
    _description = "Delivery Price"
    _order = "carrier_id, zone_sequence, zone_id, amount_from, weight_to, id"

    carrier_id = fields.Many2one("delivery.carrier", required=True, index=True, ondelete="cascade")
    zone_id = fields.Many2one("torg.delivery.zone", required=True, index=True, ondelete="cascade")
    zone_sequence = fields.Integer(related="zone_id.sequence", store=True)
    currency_id = fields.Many2one("res.currency", compute="_compute_currency_id")
    amount_from = fields.Monetary("Orders from", help="Holds for orders of this sum and more.")
    weight_to = fields.Float("Up to, kg", digits="Stock Weight", help="0: any weight.")
    price = fields.Monetary()
    weight_above = fields.Float("Kilograms in the price", digits="Stock Weight")
    per_kg = fields.Monetary("Each kilogram above", help="A kilogram begun counts whole.")
    free_from = fields.Monetary("Free from", help="Orders of this sum and more are brought for nothing; 0: never.")

    _price_positive = models.Constraint(
        "CHECK(price >= 0 AND per_kg >= 0 AND amount_from >= 0 AND weight_to >= 0 AND free_from >= 0)",
        "Prices, sums and weights are zero or more.",
    )

    @api.depends("carrier_id.company_id")
    def _compute_currency_id(self):
        for row in self:
            row.currency_id = (row.carrier_id.company_id or self.env.company).currency_id

    def _as_rows(self):
        """Return these rows for tools/prices.py."""
        return [
            prices.Row(
                amount_from=row.amount_from,
                weight_to=row.weight_to,
                price=row.price,
                per_kg=row.per_kg,
                weight_above=row.weight_above,
                free_from=row.free_from,
            )
            for row in self
        ]
