from odoo import api, fields, models

from odoo.addons.torg_sale.exceptions import StageRefusal

STATUSES = [("none", "Not paid"), ("partial", "Partly paid"), ("paid", "Paid"), ("overpaid", "Overpaid")]


class SaleOrder(models.Model):
    """What is paid: one figure, whichever way the money came."""

    _inherit = "sale.order"

    payment_ids = fields.One2many("torg.order.payment", "order_id", "Payments", readonly=True)
    paid_amount = fields.Monetary("Paid", compute="_compute_paid_amount", store=True)
    payment_status = fields.Selection(STATUSES, compute="_compute_payment_status", store=True, index="btree_not_null")

    @api.depends(
        "payment_ids.amount",
        "payment_ids.transaction_id",
        "payment_ids.same_as_id",
        "transaction_ids.state",
        "transaction_ids.amount",
        "order_line.invoice_lines.move_id.amount_residual",
        "order_line.invoice_lines.move_id.state",
    )
    def _compute_paid_amount(self):
        for order in self:
            own = order.payment_ids.filtered(lambda payment: not payment.transaction_id and not payment.same_as_id)
            order.paid_amount = order._get_core_paid() + sum(own.mapped("amount"))

    @api.depends("paid_amount", "amount_total", "returned_amount", "state")
    def _compute_payment_status(self):
        for order in self:
            order.payment_status = order._get_payment_status()

    # === BUSINESS METHODS === #

    def _get_payment_status(self):
        """Return `none`, `partial`, `paid` or `overpaid`."""
        self.ensure_one()
        if self.currency_id.compare_amounts(self.paid_amount, 0) <= 0:
            return "none"
        return {-1: "partial", 0: "paid", 1: "overpaid"}[
            self.currency_id.compare_amounts(self.paid_amount, self._get_amount_to_pay())
        ]

    def _register_payment(
        self, amount, source, external_id=None, date=None, method="other", note=None, numbered_by=None
    ):
        """Register money received for this order and return the payment; the same `external_id` counts once.

        A source that corrects the sum of a payment it told about before is believed, but money that came never
        becomes money that went under the same number: that is a payment of its own.

        :param float amount: in the currency of the order; negative when money is given back
        :param str source: `desk`, `till`, `site`, `1c` or `api`
        :param datetime date: UTC; now unless told
        :param str numbered_by: who gave the number, where several of one source count on their own
        """
        self.ensure_one()
        # sudo: payments are written by this verb only
        Payment = self.env["torg.order.payment"].sudo()
        self._touch_journal()
        known = Payment._find_told(self, source, external_id, numbered_by) if external_id else Payment
        self._check_told_payment(known, amount)
        if known:
            if self.currency_id.compare_amounts(known.amount, amount):
                known.amount = amount
        else:
            known = Payment.create(
                {
                    "order_id": self.id,
                    "amount": amount,
                    "source": source,
                    "external_id": external_id,
                    "numbered_by": numbered_by,
                    "date": date or fields.Datetime.now(),
                    "method": method,
                    "note": note,
                }
            )
        self._on_payment()
        return known.with_env(self.env)

    def _check_told_payment(self, known, amount):
        """Refuse to take a payment for another one that has its number: of another order, or in the other direction."""
        about = {"payment": known.external_id, "order": known.order_id.name}
        if known and known.order_id != self:
            raise StageRefusal(self.env._("Payment %(payment)s belongs to %(order)s.", **about), "foreign_payment")
        if known.amount * amount < 0:
            sentence = self.env._("Payment %(payment)s went the other way: this one needs another number.", **about)
            raise StageRefusal(sentence, "other_direction")

    def _match_same_money(self):
        """Find what 1C tells about money that is known already, whichever came first, so that it counts once.

        1C keeps the books of all money, so each of its payments is matched with core's transaction or another source's
        payment of the same sum that has no match yet. Other sources tell about their own money: two of them that took
        the same sum took it twice.
        """
        for order_sudo in self.sudo():  # sudo: whoever tells about money need not see the cards
            payments = order_sudo.payment_ids.sorted("id")
            transactions = order_sudo.transaction_ids.filtered(lambda tx: tx.state == "done") - payments.transaction_id
            direct = payments.filtered(lambda payment: payment.source != "1c") - payments.same_as_id
            for payment in payments.filtered(
                lambda row: row.source == "1c" and not (row.transaction_id or row.same_as_id)
            ):
                payment.transaction_id = same = payment._find_same_sum(transactions)
                transactions -= same
                if not same:
                    payment.same_as_id = same = payment._find_same_sum(direct)
                    direct -= same

    def _get_core_paid(self):
        """Return what core knows as paid: its transactions or its reconciled invoices, the same money seen twice."""
        # sudo: a sum, not the cards behind it
        order_sudo = self.sudo()
        transactions = sum(order_sudo.transaction_ids.filtered(lambda tx: tx.state == "done").mapped("amount"))
        invoices = order_sudo.invoice_ids.filtered(lambda move: move.state == "posted")
        return max(transactions, sum(map(order_sudo._get_invoice_paid, invoices)))

    def _get_invoice_paid(self, invoice):
        """Return what is paid of an invoice for this order, in its currency: its share, where others are on it too."""
        sold = invoice.invoice_line_ids.filtered(lambda line: line.display_type == "product")
        own = sold.filtered(lambda line: line.sale_line_ids.order_id == self)
        whole = sum(sold.mapped("price_total"))
        paid = (invoice.amount_total - invoice.amount_residual) * (1 if invoice.is_inbound() else -1)
        share = paid * sum(own.mapped("price_total")) / whole if whole else 0.0
        day = invoice.invoice_date or invoice.date
        return invoice.currency_id._convert(share, self.currency_id, invoice.company_id, day)

    def _on_payment(self):
        """Hook: money came or went."""
        self._match_same_money()
        self._emit_event("order.paid")
        self._complete()

    def _check_paid_for(self, stage):
        wanted = {"none": (), "partial": ("none",), "full": ("none", "partial")}[stage.payment_requirement]
        if self.amount_total and self.payment_status in wanted:
            raise StageRefusal(
                self.env._(
                    "%(order)s: %(paid)s of %(total)s is paid, “%(stage)s” wants more.",
                    order=self.name,
                    paid=self.currency_id.format(self.paid_amount),
                    total=self.currency_id.format(self._get_amount_to_pay()),
                    stage=stage.name,
                ),
                "unpaid",
            )

    def _complete(self):
        """Move on the orders of which the customer has everything and has paid for it."""
        received = self.filtered(lambda order: order._is_received())
        received.filtered(lambda order: order._get_amount_due() <= 0)._advance("completed")
