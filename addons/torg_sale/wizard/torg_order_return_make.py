from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.torg_sale.models.torg_order_payment import METHODS


class TorgOrderReturnMake(models.TransientModel):
    """A customer brings goods back: what, why, to which store, and what money they get at once."""

    _name = "torg.order.return.make"
    _description = "Return of Goods"

    order_id = fields.Many2one("sale.order", required=True, readonly=True)
    currency_id = fields.Many2one(related="order_id.currency_id")
    line_ids = fields.One2many(
        "torg.order.return.make.line", "make_id", "Goods", compute="_compute_line_ids", store=True, readonly=False
    )
    reason_id = fields.Many2one("torg.return.reason", required=True)
    note = fields.Char()
    store_id = fields.Many2one(
        "stock.warehouse", "To store", required=True, compute="_compute_store_id", store=True, readonly=False
    )
    amount = fields.Monetary("Value of the goods", compute="_compute_amount")
    owed = fields.Monetary("To be given back", compute="_compute_amount", help="After this return.")
    pay_now = fields.Boolean("Give the money back now", default=True)
    method = fields.Selection(METHODS, compute="_compute_method", store=True, readonly=False)
    return_id = fields.Many2one("torg.order.return", readonly=True)

    @api.depends("order_id")
    def _compute_line_ids(self):
        for make in self:
            make.line_ids = [fields.Command.clear()] + [
                fields.Command.create({"order_line_id": line.id}) for line in make.order_id._get_lines_with_customer()
            ]

    @api.depends("order_id")
    def _compute_store_id(self):
        for make in self:
            make.store_id = make.order_id.warehouse_id

    @api.depends("order_id")
    def _compute_method(self):
        for make in self:
            make.method = make.order_id._get_usual_method()

    @api.depends("line_ids.amount", "order_id")
    def _compute_amount(self):
        for make in self:
            make.amount = sum(make.line_ids.mapped("amount"))
            due = make.order_id._get_amount_due() if make.order_id else 0.0
            make.owed = max(make.amount - due, 0.0)

    def action_all(self):
        """Everything comes back."""
        self.ensure_one()
        for line in self.line_ids:
            line.quantity = line.had
        return {
            "type": "ir.actions.act_window",
            "name": self.order_id._open_claim(self._name, self.env._("Return of Goods"))["name"],
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }

    def action_apply(self):
        """Take the goods back and give the money, both or neither; pressed twice, they come back once."""
        self.ensure_one()
        if self.return_id:
            return {"type": "ir.actions.act_window_close"}
        order = self.order_id
        order.check_access("write")
        quantities = {line.order_line_id: line.quantity for line in self.line_ids if line.quantity}
        if not quantities:
            raise UserError(self.env._("Say how much of what comes back."))
        details = {"reason": self.reason_id, "note": self.note, "store": self.store_id}
        self.return_id = order._register_return(quantities, "desk", **details)
        owed = -order._get_amount_due()
        if self.pay_now and order.currency_id.compare_amounts(owed, 0) > 0:
            order._give_back(owed, self.method or "other", self.note or self.reason_id.name)
        return {"type": "ir.actions.act_window_close"}


class TorgOrderReturnMakeLine(models.TransientModel):
    """One kind of goods that the customer has."""

    _name = "torg.order.return.make.line"
    _description = "Goods to Return"

    make_id = fields.Many2one("torg.order.return.make", required=True, ondelete="cascade")
    order_line_id = fields.Many2one("sale.order.line", required=True, ondelete="cascade")
    currency_id = fields.Many2one(related="make_id.currency_id")
    product_id = fields.Many2one(related="order_line_id.product_id")
    uom_id = fields.Many2one(related="order_line_id.product_uom_id")
    had = fields.Float("With the customer", related="order_line_id.qty_delivered")
    quantity = fields.Float("Comes back", digits="Product Unit")
    amount = fields.Monetary(compute="_compute_amount")

    @api.depends("order_line_id", "quantity")
    def _compute_amount(self):
        for line in self:
            sold = line.order_line_id
            line.amount = sold._get_part_total(sold.returned_qty + line.quantity) - sold.returned_amount

    @api.onchange("quantity")
    def _onchange_quantity(self):
        if self.uom_id and self.uom_id.compare(self.quantity, self.had) > 0:
            self.quantity = self.had
