from odoo import api, fields, models
from odoo.tools import format_amount

from odoo.addons.torg_sale.exceptions import StageRefusal


class SaleOrder(models.Model):
    """Claims: money that has to be given back, and what a person does about it."""

    _inherit = "sale.order"

    may_come_back = fields.Boolean(compute="_compute_may_come_back", help="The customer has goods of this order.")

    @api.depends("order_line.qty_delivered")
    def _compute_may_come_back(self):
        for order in self:
            order.may_come_back = bool(order._get_lines_with_customer())

    # === ACTIONS === #

    def action_give_back(self):
        """Ask how the money is given back."""
        return self._open_claim("torg.order.refund", self.env._("Give Money Back"))

    def action_return_goods(self):
        """Ask what comes back."""
        return self._open_claim("torg.order.return.make", self.env._("Return of Goods"))

    def _open_claim(self, model, name):
        self.ensure_one()
        self.check_access("write")
        return {
            "type": "ir.actions.act_window",
            "name": f"{name}: {self.name}",
            "res_model": model,
            "view_mode": "form",
            "target": "new",
            "context": {"default_order_id": self.id},
        }

    # === BUSINESS METHODS === #

    def _give_back(self, amount, method="other", note=None, source="desk"):
        """Give so much money back to the customer, and return the torg.order.payment (its sum is negative).

        Raises StageRefusal when it is more than is owed to them.

        :param float amount: in the currency of the order, above zero
        :param str method: of the payment, see torg.order.payment
        """
        self.ensure_one()
        owed = max(-self._get_amount_due(), 0.0)
        if self.currency_id.compare_amounts(amount, 0) <= 0:
            raise StageRefusal(self.env._("Say how much money is given back."), "bad_amount")
        if self.currency_id.compare_amounts(amount, owed) > 0:
            raise StageRefusal(
                self.env._(
                    "%(order)s: %(owed)s is owed to the customer, %(amount)s cannot be given back.",
                    order=self.name,
                    owed=self.currency_id.format(owed),
                    amount=self.currency_id.format(amount),
                ),
                "not_owed",
            )
        return self._register_payment(-amount, source, method=method, note=note)

    def _get_usual_method(self):
        """Return how most of the money for this order came: it usually goes back the same way."""
        received = self.payment_ids.filtered(lambda payment: payment.amount > 0)
        return received.sorted("amount", reverse=True)[:1].method or "cash"

    def _get_lines_with_customer(self):
        """Return the lines of goods that the customer has, all or in part."""
        return self.order_line.filtered(
            lambda line: line.product_id.type == "consu" and line.product_uom_id.compare(line.qty_delivered, 0) > 0
        )

    @api.model
    def _get_journal_fields(self):
        """Override of torg_sale: what came back is a row of the journal."""
        return super()._get_journal_fields() | {"returned_amount"}

    def _get_card_badges(self):
        """Override of torg_sale to show the money that has to be given back."""
        badges = super()._get_card_badges()
        for order in self.filtered(lambda order: order.payment_status == "overpaid"):
            owed = format_amount(self.env, -order._get_amount_due(), order.currency_id)
            text = self.env._("Give back %(amount)s", amount=owed)
            badges[order.id].append({"code": "give_back", "text": text, "level": "danger"})
        return badges
