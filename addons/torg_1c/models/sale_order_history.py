from odoo import models


class SaleOrder(models.Model):
    """Orders of the past that are loaded by the thousand: nobody hears of them, nothing is promised or timed."""

    _inherit = "sale.order"

    def _emit_event(self, event_code):
        """Override of torg_exchange: the past is no news."""
        return None if self._is_history_load() else super()._emit_event(event_code)

    def _queue(self):
        """Override of torg_sale: nobody is given an order of the past."""
        return None if self._is_history_load() else super()._queue()

    def _restart_time_limit(self):
        """Override of torg_sale: an order of the past is in time."""
        return None if self._is_history_load() else super()._restart_time_limit()

    def _touch_journal(self, created=False):
        """Override of torg_sale: the journal is of what happens here, and no screen waits for the past."""
        return None if self._is_history_load() else super()._touch_journal(created=created)

    def _get_last_stage(self):
        """Return the stage in which sold orders like this one end."""
        stages = self.env["sale.order.stage"]._get_all().filtered(lambda stage: stage._fits(self))
        sold = stages.filtered(lambda stage: stage.sale_state == "sale")
        return sold.filtered("is_final")[:1] or sold[-1:]
