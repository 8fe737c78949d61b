from odoo import fields, models


class SaleOrder(models.Model):
    """What outside systems hear of the delivery of an order."""

    _inherit = "sale.order"

    def _prepare_event_body(self):
        """Override of torg_sale to tell how the order comes to its customer."""
        return {**super()._prepare_event_body(), "delivery": self._prepare_event_delivery()}

    def _prepare_event_delivery(self):
        """Return the last attempt as plain values; None for orders that customers take themselves."""
        if not self.carrier_id or self.carrier_id.is_pickup:
            return None
        attempt_sudo = self.sudo().delivery_ids.sorted("id")[-1:]  # sudo: plain values, whoever changed the order
        return {
            "state": attempt_sudo.state or "none",
            "attempt": attempt_sudo.attempt or 0,
            "date": fields.Date.to_string(attempt_sudo.date or self.delivery_date) or None,
            "interval": (attempt_sudo.interval_id or self.delivery_interval_id).name or None,
            "again": attempt_sudo.again,
        }
