from odoo import api, models


class TorgDemo(models.AbstractModel):
    """One rule of the robot, off: to be checked on the past and switched on by whoever looks."""

    _inherit = "torg.demo"

    @api.model
    def _get_parts(self):
        """Override to load the rule when the orders are there."""
        parts = super()._get_parts()
        parts.insert(parts.index("orders") + 1, "robot")
        return parts

    @api.model
    def _load_robot(self):
        vals = {
            "name": "Розница до 10 000 ₽",
            "order_type_ids": [self.env.ref("torg_sale.torg_order_type_retail").id],
            "stage_from_id": self.env.ref("torg_sale.sale_order_stage_new").id,
            "stage_to_id": self.env.ref("torg_sale.sale_order_stage_agreed").id,
            "amount_limit": 10_000,
            "unclaimed_days": 90,
        }
        self._create_missing("torg.order.robot.rule", {"robot_rule": vals})
