from odoo import models
from odoo.exceptions import UserError


class SaleOrder(models.Model):
    """What becomes of an order whose delivery came back."""

    _inherit = "sale.order"

    def _bring_again(self, delivery, date=False, interval=None):
        """Plan another attempt; the order stands where it stood before it was handed out."""
        self.ensure_one()
        self.write(
            {"delivery_date": date, "delivery_interval_id": interval.id if interval else False, "courier_id": False}
        )
        self._step_back(delivery.stage_from_id)
        self._make_deliveries()

    def _end_refused(self, delivery):
        """Cancel the order when nothing of it is left with the customer; else what he has may complete it."""
        self.ensure_one()
        if self._get_delivery_status() == "returned":
            reason = self.env.ref("torg_delivery.torg_cancel_reason_refused", raise_if_not_found=False)
            answers = {"cancel_reason_id": reason.id} if reason else {}
            self._try_to_move(self._get_stage_for("cancel"), answers)
        else:
            self._step_back(delivery.stage_from_id)
            self._complete()

    def _step_back(self, stage):
        """Stand before the delivery again, without news for the customer: the delivery tells him."""
        if stage and self.stage_id.entry_event == "handed" and stage != self.stage_id:
            self._try_to_move(stage)

    def _try_to_move(self, stage, answers=None):
        """Move the order by the system; a refusal stays a note on it: what has happened has happened."""
        try:
            self._move_to_stage(stage, "system", answers)
        except UserError as refusal:
            self.message_post(body=str(refusal))
