from odoo import models

from odoo.addons.torg_sale.exceptions import StageRefusal


class SaleOrder(models.Model):
    """Core's own buttons and raw writes go through the same verb as the desk."""

    _inherit = "sale.order"

    def write(self, vals):
        """Override of sale: writing the stage is moving the order; state and store of an order are no plain fields."""
        if self._is_moving():
            return super().write(vals)
        if vals.get("state") == "sent" and all(order.state == "draft" for order in self):
            # Core's way to mark a quotation as sent when its letter goes out.
            self.action_quotation_sent()
            vals = {name: value for name, value in vals.items() if name != "state"}
        self._refuse_raw_write(vals)
        if "stage_id" not in vals:
            return super().write(vals)
        stage = self.env["sale.order.stage"].browse(vals["stage_id"]).exists()
        self._move_to_stage(stage, answers={name: value for name, value in vals.items() if name != "stage_id"})
        return True

    def _refuse_raw_write(self, vals):
        for order in self:
            if "state" in vals and vals["state"] != order.state:
                raise StageRefusal(
                    self.env._("%(order)s is moved by its stage, not by its state.", order=order.name), "raw_write"
                )
            if "warehouse_id" in vals and order.state == "sale" and vals["warehouse_id"] != order.warehouse_id.id:
                raise StageRefusal(
                    self.env._("%(order)s is confirmed: use “Change Store”, it moves the goods.", order=order.name),
                    "raw_write",
                )
            if "stage_date" in vals:
                raise StageRefusal(self.env._("The time in a stage is not written by hand."), "raw_write")

    def action_confirm(self):
        """Override of sale to move the orders to the stage that stands for confirmed ones."""
        if self._is_moving() or any(order.state not in ("draft", "sent") for order in self):
            return super().action_confirm()
        self._move_to_state("sale")
        return True

    def action_quotation_sent(self):
        """Override of sale to move the orders to the stage that stands for sent ones, where there is one."""
        if self._is_moving() or any(order.state != "draft" for order in self):
            return super().action_quotation_sent()
        staying = self.filtered(lambda order: order._get_stage_for("sent").sale_state != "sent")
        with staying._moving():
            super(SaleOrder, staying).action_quotation_sent()
        (self - staying)._move_to_state("sent")
        return None

    def action_draft(self):
        """Override of sale to bring cancelled orders back to their first stage."""
        if self._is_moving():
            return super().action_draft()
        staying = self.filtered(lambda order: order.stage_id._stands_for("draft"))
        with staying._moving():
            super(SaleOrder, staying).action_draft()
        (self - staying)._move_to_state("draft")
        return True

    def _action_cancel(self):
        """Override of sale to move the orders to the stage that stands for cancelled ones."""
        if self._is_moving():
            self._release_hold()
            return super()._action_cancel()
        self.filtered(lambda order: order.state != "cancel")._move_to_state("cancel")
        return True
