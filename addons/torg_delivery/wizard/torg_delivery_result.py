from odoo import Command, api, fields, models


class TorgDeliveryResult(models.TransientModel):
    """How a delivery ended, told by a dispatcher for a courier who has no phone at hand."""

    _name = "torg.delivery.result"
    _description = "Result of a Delivery"

    delivery_id = fields.Many2one("torg.delivery", required=True, readonly=True, ondelete="cascade")
    currency_id = fields.Many2one(related="delivery_id.currency_id")
    carrier_id = fields.Many2one(related="delivery_id.carrier_id")
    result = fields.Selection(
        [("delivered", "Delivered"), ("again", "Not delivered: bring again"), ("refused", "Not delivered: for good")],
        required=True,
        default="delivered",
    )
    line_ids = fields.One2many("torg.delivery.result.line", "result_id", "Goods")
    amount = fields.Monetary("Taken", compute="_compute_amount", store=True, readonly=False)
    method = fields.Selection([("cash", "Cash"), ("card", "Card")], "Paid by", required=True, default="cash")
    reason_id = fields.Many2one("torg.return.reason")
    date = fields.Date("Day")
    interval_id = fields.Many2one("torg.delivery.interval", domain="[('carrier_id', '=', carrier_id)]")
    note = fields.Char()

    @api.depends("line_ids.refused_qty", "result")
    def _compute_amount(self):
        """Propose what is due for what the customer keeps."""
        for result in self:
            refused = {row.line_id.sudo(): row.refused_qty for row in result.line_ids}  # sudo: see below
            # sudo: a sum of the order that the person may write
            result.amount = result.delivery_id.sudo()._get_sum_without(refused) if result.delivery_id else 0.0

    @api.model
    def _open(self, delivery):
        """Return an action that asks how this delivery ended."""
        result = self.create(
            {
                "delivery_id": delivery.id,
                "line_ids": [Command.create({"line_id": line.id}) for line in delivery.line_ids],
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Result of the delivery"),
            "res_model": self._name,
            "res_id": result.id,
            "view_mode": "form",
            "target": "new",
        }

    def action_apply(self):
        """Close the delivery as it is told here."""
        self.ensure_one()
        delivery_sudo = self.delivery_id._act_as_dispatcher()
        if self.result == "delivered":
            refused = {row.line_id.sudo(): row.refused_qty for row in self.line_ids}  # sudo: as the delivery itself
            delivery_sudo._deliver(self.amount, self.method, refused, self.reason_id, self.note)
        else:
            delivery_sudo._refuse(self.reason_id, self.result == "again", self.date, self.interval_id, self.note)
        return {"type": "ir.actions.act_window_close"}
