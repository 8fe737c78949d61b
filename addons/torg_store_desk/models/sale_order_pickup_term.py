from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.torg_sale.exceptions import StageRefusal

MOST_DAYS = 30  # that an order may be kept longer at once
WARNING = timedelta(days=1)
UNCLAIMED = "torg_sale.torg_cancel_reason_not_collected"


class SaleOrder(models.Model):
    """How long a ready order waits for its customer; then a letter, and the goods are free again."""

    _inherit = "sale.order"

    pickup_until = fields.Datetime(
        "Waits until", readonly=True, copy=False, index="btree_not_null", help="Then its goods are free again."
    )
    pickup_reminder_date = fields.Datetime(
        "Reminder at", readonly=True, copy=False, index="btree_not_null", help="When the customer is reminded."
    )

    # === CRUD METHODS === #

    def write(self, vals):
        """Override of sale: what a courier is to bring now waits for nobody in the store, and the other way round."""
        res = super().write(vals)
        if "carrier_id" in vals:
            self._end_pickup_terms()
            self.filtered(lambda order: order.state == "sale")._start_missing_terms()
        return res

    # === BUSINESS METHODS === #

    def _enter_stage(self, stage):
        """Override of torg_sale to begin or to end the time that an order waits for its customer."""
        super()._enter_stage(stage)
        self._end_pickup_terms()
        for order in self.filtered(lambda order: order._waits_for_customer()):
            order._set_pickup_until(order.stage_date + timedelta(days=order.company_id.pickup_days))

    @api.model
    def _start_pickup_terms(self):
        """Let the orders that were ready before there was a term wait from now on, each in full."""
        ready = self.search([("stage_id", "in", self._get_ready_stages().ids), ("state", "=", "sale")])
        ready._start_missing_terms()

    def _start_missing_terms(self):
        for order in self.filtered(lambda order: order._waits_for_customer() and not order.pickup_until):
            order._set_pickup_until(fields.Datetime.now() + timedelta(days=order.company_id.pickup_days))

    def _end_pickup_terms(self):
        """End the time of those of these orders that do not wait for their customers any more."""
        over = self.filtered(lambda order: order.pickup_until and not order._waits_for_customer())
        over.write({"pickup_until": False, "pickup_reminder_date": False})

    def _waits_for_customer(self):
        """Return whether the order is ready and its customer comes for it, within the days of the company."""
        return (
            self.stage_id in self._get_ready_stages() and self._is_for_counter() and bool(self.company_id.pickup_days)
        )

    def _set_pickup_until(self, moment):
        reminder = moment - WARNING
        remind = reminder > fields.Datetime.now()
        self.write({"pickup_until": moment, "pickup_reminder_date": reminder if remind else False})

    def _extend_pickup(self, days):
        """Keep this order so many days longer."""
        self.ensure_one()
        if not self.pickup_until or self.stage_id not in self._get_ready_stages():
            raise StageRefusal(self.env._("%(order)s does not wait for anybody.", order=self.name), "not_ready")
        if not 0 < days <= MOST_DAYS:
            raise StageRefusal(self.env._("From 1 to %(most)s days.", most=MOST_DAYS), "bad_quantity")
        self._set_pickup_until(max(self.pickup_until, fields.Datetime.now()) + timedelta(days=days))
        self.message_post(body=self.env._("Kept for the customer for another %(days)s days.", days=days))
        self._tell_desk()

    def _release_unclaimed(self):
        """Nobody has come for these orders: their goods are free, the customers and the managers are told."""
        reason = self._get_unclaimed_reason()
        answers = {"cancel_reason_id": reason.id} if reason else {}
        for order in self:
            paid = order.paid_amount
            if any(line.qty_delivered for line in order.order_line):
                for line in order._get_collect_lines():
                    line._give_up(line._get_open_quantity())
                # It may stay where it is, when what the customer has is not paid: nothing waits for him there.
                order.write({"pickup_until": False, "pickup_reminder_date": False})
                order._complete()
            else:
                order._move_to_stage(order._get_stage_for("cancel"), "system", answers)
            order.message_post(body=order._get_release_note(paid))

    @api.model
    def _get_unclaimed_reason(self):
        """Return the reason of orders that nobody came for, an empty one when an administrator has deleted it."""
        # By the number alone, which a deleted reason has no more: every order asks it.
        return self.env["torg.cancel.reason"].browse(self.env["ir.model.data"]._xmlid_to_res_id(UNCLAIMED) or ())

    def _get_release_note(self, paid):
        note = self.env._("The customer has not come for the order: its goods are free again.")
        if self.currency_id.compare_amounts(paid, 0) <= 0:
            return note
        owed = self.currency_id.format(max(-self._get_amount_due(), 0))
        return self.env._("%(note)s To be given back: %(sum)s.", note=note, sum=owed)

    def _plan_stage_messages(self, stage):
        """Override of torg_sale: whoever has not come hears of that, not of a cancellation."""
        reason, unclaimed = self._get_unclaimed_reason(), self.browse()
        if reason and stage.sale_state == "cancel":
            unclaimed = self.filtered(lambda order: order.cancel_reason_id == reason)
            unclaimed._plan_pickup_letter("unclaimed")
        super(SaleOrder, self - unclaimed)._plan_stage_messages(stage)

    def _plan_pickup_letter(self, name):
        template = self.env.ref(f"torg_store_desk.mail_template_pickup_{name}", raise_if_not_found=False)
        # sudo: whoever moves an order reads no templates
        if template and template.sudo().active:
            moment = "pickup_until" if name == "reminder" else "stage_date"
            self._plan_messages("pickup", {"email": template}, lambda order: f"{name}:{order[moment]}")

    # === WHAT THE CLOCK DOES === #

    @api.model
    def _cron_watch_pickup(self):
        """Remind customers a day before their time is over, and free the goods of those who have not come."""
        now, ready = fields.Datetime.now(), self._get_ready_stages()
        here = [("stage_id", "in", ready.ids), ("state", "=", "sale")]
        reminded = self.search([*here, ("pickup_reminder_date", "<=", now), ("pickup_until", ">", now)])
        due = self.search([*here, ("pickup_until", "<=", now)])
        self.env["ir.cron"]._commit_progress(remaining=len(reminded) + len(due))
        todo = [order._remind_of_pickup for order in reminded] + [order._release_or_explain for order in due]
        for act in todo:
            act()
            if not self.env["ir.cron"]._commit_progress(1):
                break

    def _remind_of_pickup(self):
        self._plan_pickup_letter("reminder")
        self.pickup_reminder_date = False

    def _release_or_explain(self):
        """Release this order; what refuses it stays a note, and the next try is tomorrow."""
        try:
            with self.env.cr.savepoint():
                self._release_unclaimed()
        except UserError as refusal:
            self.message_post(body=str(refusal))
            self.pickup_until = fields.Datetime.now() + WARNING
