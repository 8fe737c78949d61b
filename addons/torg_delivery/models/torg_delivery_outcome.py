from odoo import fields, models

from odoo.addons.torg_delivery.exceptions import DeliveryRefusal


class TorgDelivery(models.Model):
    """How an attempt ends: delivered, in part or wholly, or not."""

    _inherit = "torg.delivery"

    def action_close(self):
        """Ask how the delivery ended."""
        self.ensure_one()
        self._act_as_dispatcher()._check_with_courier()
        return self.env["torg.delivery.result"]._open(self)

    # === BUSINESS METHODS === #

    def _deliver(self, amount=None, method="cash", refused=None, reason=None, note=None):
        """The customer has the goods and has paid `amount`. Told twice, it counts once.

        :param float amount: taken at the door; all that is due unless told
        :param str method: `cash` or `card`
        :param dict refused: {line of this delivery: quantity} that the customer does not take, with its reason
        """
        self.ensure_one()
        self.lock_for_update()
        if self.state == "delivered":
            return
        self._check_with_courier()
        refused = {line: quantity for line, quantity in (refused or {}).items() if quantity}
        self._check_refused(refused)
        order = self.order_id
        with self.env.cr.savepoint(), order._told_by_delivery("delivered"):
            self._bring_back(refused, reason, note)
            due = max(order._get_amount_due(), 0.0)
            amount = due if amount is None else order.currency_id.round(amount)
            self._check_taken(amount, due)
            self.write(
                {
                    "state": "delivered",
                    "closed_at": fields.Datetime.now(),
                    "amount_to_take": due,
                    "amount_taken": amount,
                    "method": method if amount else False,
                    "reason_id": reason.id if refused and reason else False,
                    "note": note,
                }
            )
            if amount:
                order._register_payment(amount, "desk", f"delivery-{self.id}", method=method)
            else:
                order._complete()
        self._tell_customer("delivered")
        order._make_deliveries()

    def _refuse(self, reason, again=False, date=False, interval=None, note=None):
        """The goods come back to the store. Told twice, it counts once.

        :param reason: torg.return.reason
        :param bool again: True: they are promised anew, and another attempt is planned for `date` and `interval`; else
            an order of which nothing is left with the customer is cancelled
        """
        self.ensure_one()
        self.lock_for_update()
        if self.state == "refused":
            return
        self._check_with_courier()
        order = self.order_id
        due = max(order._get_amount_due(), 0.0)
        with self.env.cr.savepoint(), order._told_by_delivery("refused"):
            self._bring_back(self._get_carried(), reason, note, again)
            self.write(
                {
                    "state": "refused",
                    "closed_at": fields.Datetime.now(),
                    "amount_to_take": due,
                    "reason_id": reason.id,
                    "again": again,
                    "note": note,
                }
            )
            if again:
                order._bring_again(self, date, interval)
            else:
                order._end_refused(self)
        self._tell_customer("refused")

    def _get_carried(self):
        """Return `{line: quantity}` of what the courier has, less what came back some other way meanwhile."""
        carried = {line: min(line._get_kept(), line.order_line_id.qty_delivered) for line in self.line_ids}
        return {line: quantity for line, quantity in carried.items() if line.uom_id.compare(quantity, 0) > 0}

    def _bring_back(self, quantities, reason, note=None, again=False):
        """Take goods of this delivery back into the store they left; the money follows the return."""
        if not quantities:
            return
        asked = {line.order_line_id: quantity for line, quantity in quantities.items()}
        back = self.order_id._register_return(
            asked, "desk", f"delivery-{self.id}", reason=reason, note=note, again=again
        )
        amounts = {row.order_line_id: row.amount for row in back.sudo().line_ids}  # sudo: a courier reads no returns
        for line, quantity in quantities.items():
            line.write(
                {"refused_qty": line.refused_qty + quantity, "refused_amount": amounts.get(line.order_line_id, 0.0)}
            )

    def _check_refused(self, refused):
        for line, quantity in refused.items():
            if line.delivery_id != self or quantity < 0 or line.uom_id.compare(quantity, line._get_kept()) > 0:
                raise DeliveryRefusal(
                    self.env._("%(goods)s: no more can come back than was handed.", goods=line.name), "bad_quantity"
                )
        if refused and all(not line.uom_id.compare(refused.get(line, 0), line._get_kept()) for line in self.line_ids):
            raise DeliveryRefusal(
                self.env._("The customer takes nothing: mark the order as not delivered."), "nothing_taken"
            )

    def _check_taken(self, amount, due):
        currency = self.currency_id
        if currency.compare_amounts(amount, 0) < 0 or currency.compare_amounts(amount, due) > 0:
            raise DeliveryRefusal(
                self.env._(
                    "%(order)s: from nothing to %(due)s may be taken.",
                    order=self.order_id.name,
                    due=currency.format(due),
                ),
                "bad_sum",
            )

    def _get_sum_without(self, refused):
        """Return what is due when the customer does not take this: `{line of the delivery: quantity}`."""
        self.ensure_one()
        back = 0.0
        for line, quantity in refused.items():
            sold, kept = line.order_line_id, min(quantity, line._get_kept())
            back += sold._get_part_total(sold.returned_qty + kept) - sold._get_part_total(sold.returned_qty)
        return max(self.currency_id.round(self.order_id._get_amount_due() - back), 0.0)
