from datetime import timedelta

from odoo import api, models
from odoo.fields import Datetime

from .sale_order_pickup_term import WARNING

SHOWN_DAYS = 30  # that released orders stay on the screen


class TorgStoreDesk(models.AbstractModel):
    """The tab «Not claimed»: whose time is over or nearly so, and what was released."""

    _inherit = "torg.store.desk"

    @api.model
    def extend(self, order_id, days):
        """Keep an order for the customer so many days longer."""
        self._open_order(order_id)._extend_pickup(days)
        return True

    @api.model
    def release(self, order_id):
        """Give the goods of an order free now: the customer will not come."""
        order = self._open_order(order_id)
        order._wait_turn()
        if order.pickup_until and order.stage_id in order._get_ready_stages():
            order._release_unclaimed()
        return True

    # === WHAT IS SHOWN === #

    @api.model
    def _get_waiting_list(self, store):
        """Return the cards of ready orders whose time ends within a day."""
        soon = Datetime.now() + WARNING
        domain = [*self._get_ready_domain(), ("pickup_until", "<=", soon)]
        return [self._prepare_ready_card(order) for order in self._search_orders(store, domain, "pickup_until, id")]

    @api.model
    def _get_released_list(self, store):
        """Return the cards of orders that nobody has come for: goods to put back, money to give back."""
        reason = self.env["sale.order"]._get_unclaimed_reason()
        since = Datetime.now() - timedelta(days=SHOWN_DAYS)
        domain = [("state", "=", "cancel"), ("cancel_reason_id", "in", reason.ids), ("stage_date", ">=", since)]
        return [self._prepare_card(order) for order in self._search_orders(store, domain, "stage_date desc, id")]
