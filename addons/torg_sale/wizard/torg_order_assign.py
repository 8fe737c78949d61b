from odoo import fields, models


class TorgOrderAssign(models.TransientModel):
    """Give orders to another manager, or back to the queue; either way with a reason."""

    _name = "torg.order.assign"
    _description = "Give Orders to a Manager"

    order_ids = fields.Many2many("sale.order", string="Orders", required=True)
    to_queue = fields.Boolean()
    user_id = fields.Many2one(
        "res.users",
        "Manager",
        domain=lambda self: [("all_group_ids", "in", self.env.ref("torg_base.group_manager").ids)],
    )
    reason = fields.Char(required=True)

    def action_apply(self):
        """Do it."""
        self.ensure_one()
        if self.to_queue:
            self.order_ids._return_to_queue(self.reason)
        else:
            self.order_ids._assign(self.user_id, self.reason)
        return {"type": "ir.actions.act_window_close"}
