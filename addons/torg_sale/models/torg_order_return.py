from odoo import api, fields, models

from odoo.addons.torg_sale.models.torg_order_payment import SOURCES


class TorgOrderReturn(models.Model):
    """Goods of an order that came back. Written by `order._register_return` only: told twice, it came back once."""

    _name = "torg.order.return"
    _description = "Order Return"
    _order = "date desc, id desc"
    _rec_name = "order_id"

    order_id = fields.Many2one("sale.order", required=True, readonly=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="order_id.company_id")
    currency_id = fields.Many2one(related="order_id.currency_id")
    partner_id = fields.Many2one(related="order_id.partner_id", store=True, index=True)
    date = fields.Datetime(required=True, readonly=True, default=lambda self: fields.Datetime.now())
    source = fields.Selection(SOURCES, required=True, readonly=True, help="Who told about the return.")
    external_id = fields.Char("Number", readonly=True, help="Its number at the source: told twice, it counts once.")
    reason_id = fields.Many2one("torg.return.reason", readonly=True, ondelete="restrict")
    again = fields.Boolean(
        "To be delivered again",
        readonly=True,
        help="The customer still wants them: they wait for another delivery.",
    )
    note = fields.Char(readonly=True)
    picking_ids = fields.Many2many("stock.picking", string="Transfers", readonly=True)
    line_ids = fields.One2many("torg.order.return.line", "return_id", "Goods", readonly=True)
    goods = fields.Char("What", compute="_compute_goods")
    amount = fields.Monetary(
        compute="_compute_amount", store=True, help="What the customer need not pay, or gets back, with tax."
    )

    _external_unique = models.UniqueIndex(
        "(source, external_id) WHERE external_id IS NOT NULL", "This return is known already."
    )

    @api.depends("line_ids.product_id", "line_ids.quantity")
    def _compute_goods(self):
        for record in self:
            record.goods = ", ".join(
                f"{line.product_id.with_context(display_default_code=False).display_name} × {line.quantity:g}"
                for line in record.line_ids
            )

    @api.depends("line_ids.amount")
    def _compute_amount(self):
        for record in self:
            record.amount = sum(record.line_ids.mapped("amount"))
