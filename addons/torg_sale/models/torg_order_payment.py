from odoo import api, fields, models
from odoo.fields import Domain

SOURCES = [("desk", "Desk"), ("till", "Till"), ("site", "Site"), ("1c", "1C"), ("api", "API")]
METHODS = [
    ("cash", "Cash"),
    ("card", "Card"),
    ("transfer", "Bank transfer"),
    ("sbp", "Fast Payment System"),
    ("other", "Other"),
]


class TorgOrderPayment(models.Model):
    """Money received for an order, or given back (a negative sum). Written by `order._register_payment` only."""

    _name = "torg.order.payment"
    _description = "Order Payment"
    _order = "date desc, id desc"
    _rec_name = "order_id"

    order_id = fields.Many2one("sale.order", required=True, readonly=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="order_id.company_id")
    currency_id = fields.Many2one(related="order_id.currency_id")
    amount = fields.Monetary(required=True, readonly=True, help="In the currency of the order; negative: given back.")
    date = fields.Datetime(required=True, readonly=True, default=lambda self: fields.Datetime.now())
    method = fields.Selection(METHODS, required=True, readonly=True, default="other")
    source = fields.Selection(SOURCES, required=True, readonly=True, help="Who told about the payment.")
    external_id = fields.Char(readonly=True, help="Its number at the source: told twice, it counts once.")
    numbered_by = fields.Char(
        readonly=True, help="Which of several sites gave the number: the same number of another one is another payment."
    )
    transaction_id = fields.Many2one(
        "payment.transaction", "Same money as", readonly=True, help="Core's payment of the same money: counted once."
    )
    same_as_id = fields.Many2one(
        "torg.order.payment",
        "Same payment as",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        help="1C tells about money that another source has told about: counted once.",
    )
    note = fields.Char(readonly=True)

    _external_unique = models.UniqueIndex(
        "(source, COALESCE(numbered_by, ''), external_id) WHERE external_id IS NOT NULL",
        "This payment is known already.",
    )

    @api.model
    def _find_told(self, order, source, external_id, numbered_by=None):
        """Return the payment that a source told about under this number before, of this order or another one.

        Of one order it is the same payment whoever gave the number: a site may have got another key meanwhile.
        """
        told = Domain("source", "=", source) & Domain("external_id", "=", external_id)
        return self.search(told & Domain("order_id", "=", order.id), limit=1) or self.search(
            told & Domain("numbered_by", "=", numbered_by or False), limit=1
        )

    def _find_same_sum(self, records):
        """Return the first of these transactions or payments that has the sum of this payment."""
        self.ensure_one()
        return records.filtered(lambda record: not self.currency_id.compare_amounts(record.amount, self.amount))[:1]
