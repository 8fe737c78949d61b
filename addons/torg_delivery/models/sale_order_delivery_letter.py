from contextlib import contextmanager

from odoo import models
from odoo.tools import format_date

TELLING = "torg_delivery.telling"  # ids of orders whose delivery tells the customer itself right now


class SaleOrder(models.Model):
    """One letter for one thing: what the delivery tells, the stage need not tell too."""

    _inherit = "sale.order"

    def _plan_stage_messages(self, stage):
        """Override of torg_sale: not of orders whose delivery has a letter of its own for it."""
        telling = self.env.cr.cache.get(TELLING, set())
        told = self.filtered(lambda order: order.id in telling or order._is_about_to_hand(stage))
        return super(SaleOrder, self - told)._plan_stage_messages(stage)

    def _is_about_to_hand(self, stage):
        hands = stage.entry_event == "handed" and self.env["torg.delivery.letter"]._get_templates("handed")
        return bool(hands and self._get_handable())

    @contextmanager
    def _told_by_delivery(self, state):
        """Keep the letters of stages back while a delivery comes to a state that has letters of its own.

        Kept with the transaction and not in the context: whoever calls from outside writes his own context.
        """
        telling = self.env.cr.cache.setdefault(TELLING, set())
        added = set(self.ids) - telling if self.env["torg.delivery.letter"]._get_templates(state) else set()
        telling |= added
        try:
            yield
        finally:
            telling -= added

    # === WHAT THE LETTERS SAY === #

    def _get_told_delivery(self):
        """Return the latest attempt that has begun, for letters."""
        begun = self.delivery_ids.filtered(lambda delivery: delivery.state not in ("planned", "cancelled"))
        return begun.sorted("id")[-1:]

    def _get_next_delivery(self):
        """Return the attempt that is planned, for letters."""
        return self.delivery_ids.filtered(lambda delivery: delivery.state == "planned")

    def _get_delivery_promise(self):
        """Return when we come again, for SMS: nothing when no day is agreed."""
        planned = self._get_next_delivery()
        if not planned.date:
            return ""
        day = format_date(self.env, planned.date, date_format="d MMMM")
        when = ", ".join(filter(None, (day, planned.interval_id.name)))
        return self.env._("We will come again: %(when)s.", when=when)
