from odoo import models
from odoo.tools import SQL

from odoo.addons.torg_sale.exceptions import StageRefusal


class SaleOrder(models.Model):
    """The counter: money at the till, goods into the hands of the customer, goods back."""

    _inherit = "sale.order"

    def _wait_turn(self):
        """Let the second of two presses wait for the first one and see what it did."""
        # sql: core's lock gives up at once; waiting, the transaction is run again by the server
        self.env.cr.execute(SQL("SELECT id FROM sale_order WHERE id IN %s FOR UPDATE", tuple(self.ids)))

    def _is_for_counter(self):
        """Return whether the customer takes the order in the store; else a courier does."""
        self.ensure_one()
        return not self.carrier_id or self.carrier_id.is_pickup

    def _is_paid_later(self):
        """Return whether the customer has goods on credit."""
        return any(line.nb_days > 0 for line in self.payment_term_id.line_ids)

    # === MONEY === #

    def _take_at_till(self, amount, method, key):
        """Take the money that is due, or give it back; the same `key` counts once. Return the payment.

        :param float amount: what the person at the till has seen; refused when it is not what is due any more
        """
        self.ensure_one()
        self._wait_turn()
        # sudo: payments are read by this verb only
        known = self.env["torg.order.payment"].sudo().search([("source", "=", "till"), ("external_id", "=", key)])
        if known and known.order_id == self:
            return known
        due = self._get_amount_due()
        if self.currency_id.is_zero(due) or self.currency_id.compare_amounts(amount, due):
            raise StageRefusal(
                self.env._(
                    "%(order)s: the sum has changed, %(due)s now.", order=self.name, due=self.currency_id.format(due)
                ),
                "sum_changed",
            )
        return self._register_payment(due, "till", key, method=method)

    # === GOODS === #

    def _give_to_customer(self, code=None, note=None):
        """Hand the goods that are put aside over to the customer, who says the pickup code; given once.

        :param str note: by what the customer was known without the code
        """
        self.ensure_one()
        self._wait_turn()
        if self._get_delivery_status() in ("full", "returned"):
            return
        self._check_handout(code, note)
        self._hand_over()
        how = self.env._("Handed over at the counter of “%(store)s”.", store=self.warehouse_id.name)
        self.message_post(body=" ".join(filter(None, (how, note))))

    def _check_handout(self, code, note):
        if self.stage_id not in self._get_ready_stages() or not self._is_for_counter():
            raise StageRefusal(
                self.env._(
                    "%(order)s is not to be handed over: “%(stage)s”.", order=self.name, stage=self.stage_id.name
                ),
                "not_ready",
            )
        if self.pickup_code and code != self.pickup_code and not note:
            raise StageRefusal(self.env._("%(order)s: this is not its code.", order=self.name), "wrong_code")
        if self.currency_id.compare_amounts(self._get_amount_due(), 0) > 0 and not self._is_paid_later():
            raise StageRefusal(
                self.env._(
                    "%(order)s: take %(due)s first.",
                    order=self.name,
                    due=self.currency_id.format(self._get_amount_due()),
                ),
                "unpaid",
            )

    def _refuse_goods(self, quantities):
        """The customer does not take these goods: they are free again. Nothing of the order left, it is cancelled.

        :param dict quantities: {order line: quantity in the unit of the line}
        """
        self.ensure_one()
        self._wait_turn()
        if self.stage_id not in self._get_ready_stages():
            raise StageRefusal(self.env._("%(order)s is not at the counter.", order=self.name), "not_ready")
        for line, quantity in quantities.items():
            if line.product_uom_id.compare(quantity, 0) <= 0 or quantity > line._get_open_quantity():
                raise StageRefusal(self.env._("Say how much the customer does not take."), "bad_quantity")
        goods = {line: line._get_open_quantity() - quantities.get(line, 0) for line in self._get_collect_lines()}
        if not any(goods.values()) and not any(line.qty_delivered for line in self.order_line):
            reason = self.env.ref("torg_sale.torg_cancel_reason_changed_mind", raise_if_not_found=False)
            answers = {"cancel_reason_id": reason.id} if reason else {}
            self._move_to_stage(self._get_stage_for("cancel"), "desk", answers)
            return
        for line, quantity in quantities.items():
            line._give_up(quantity)
        self._complete()

    def _take_back_at_till(self, quantities, reason, method, key):
        """Take goods back at the counter and give the money for them; the same `key` comes back once."""
        self.ensure_one()
        self._wait_turn()
        # sudo: returns are read by this verb only
        known = self.env["torg.order.return"].sudo().search([("source", "=", "till"), ("external_id", "=", key)])
        if known and known.order_id == self:
            return known
        back = self._register_return(quantities, "till", key, reason=reason, store=self.warehouse_id)
        owed = min(-self._get_amount_due(), back.amount)
        if self.currency_id.compare_amounts(owed, 0) > 0:
            self._register_payment(-owed, "till", key, method=method)
        return back
