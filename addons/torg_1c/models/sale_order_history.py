from odoo import models


class SaleOrder(models.Model):
    """Orders of the past that are loaded by the thousand: nobody hears of them, nothing is promised or timed."""

    _inherit = "sale.order"

    def _is_history_load(self):
        """Return whether the system is loading history: a person's context silences nothing."""
        return self.env.su and self.env.context.get("torg_history")

    def _emit_event(self, event_code):
        """Override of torg_exchange: the past is no news."""
        return None if self._is_history_load() else super()._emit_event(event_code)

    def _queue(self):
        """Override of torg_sale: nobody is given an order of the past."""
        return None if self._is_history_load() else super()._queue()

    def _restart_time_limit(self):
        """Override of torg_sale: an order of the past is in time."""
        return None if self._is_history_load() else super()._restart_time_limit()

    def _end_as_history(self, stage):
        """Let an order stand where it ended, since its own day, locked; core confirms nothing."""
        self.ensure_one()
        with self._moving():
            self.write({"state": stage.sale_state, "stage_id": stage.id, "stage_date": self.date_order, "locked": True})

    def _get_last_stage(self):
        """Return the stage in which sold orders like this one end."""
        stages = self.env["sale.order.stage"]._get_all().filtered(lambda stage: stage._fits(self))
        sold = stages.filtered(lambda stage: stage.sale_state == "sale")
        return sold.filtered("is_final")[:1] or sold[-1:]
