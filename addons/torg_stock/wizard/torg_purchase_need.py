from odoo import fields, models

AT_ONCE = 3000  # goods with a supplier; more are counted by a job


class TorgPurchaseNeed(models.TransientModel):
    """Count what all stores lack and propose it to suppliers."""

    _name = "torg.purchase.need"
    _description = "Count what to buy"

    partner_ids = fields.Many2many("res.partner", string="Suppliers", help="Empty: all suppliers.")
    use_surplus = fields.Boolean(
        "First from Our Stores", default=True, help="What other stores can spare is moved, not bought."
    )

    def action_count(self):
        """Count and open the drafts."""
        self.ensure_one()
        proposals = self.env["torg.purchase.proposal"]
        proposals.check_access("create")
        if self.env["product.supplierinfo"].search_count([], limit=AT_ONCE + 1) > AT_ONCE:
            proposals.with_delay()._make(self.partner_ids, self.use_surplus)
            return self._say(self.env._("There are many goods: the proposals will be ready in some minutes."))
        made = proposals._make(self.partner_ids, self.use_surplus).filtered("line_ids")
        if not made:
            return self._say(self.env._("Nothing has to be bought: stores have what they need, or it is on its way."))
        action = self.env["ir.actions.act_window"]._for_xml_id("torg_stock.torg_purchase_proposal_action")
        return action | {"domain": [("id", "in", made.ids)], "target": "main"}

    def _say(self, message):
        done = {"type": "info", "message": message, "next": {"type": "ir.actions.act_window_close"}}
        return {"type": "ir.actions.client", "tag": "display_notification", "params": done}
