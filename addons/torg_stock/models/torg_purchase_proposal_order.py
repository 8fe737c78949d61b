from odoo import Command, api, models


class TorgPurchaseProposal(models.Model):
    """A proposal becomes a purchase order where core's Purchase is installed; this addon does not depend on it."""

    _inherit = "torg.purchase.proposal"

    def action_order(self):
        """Override: what the supplier has agreed to is a draft order in Purchase, too."""
        result = super().action_order()
        if "purchase.order" in self.env:
            for proposal in self.filtered(lambda proposal: not proposal.order_res_id):
                order = proposal._create_purchase_order()
                proposal.write({"order_ref": order.name, "order_res_id": order.id})
        return result

    def action_open_order(self):
        """Open the purchase order."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "purchase.order",
            "res_id": self.order_res_id,
            "views": [[False, "form"]],
        }

    @api.model
    def _find_ordered(self):
        """Override: a confirmed purchase order is seen by its receipts, a draft one is not."""
        found = super()._find_ordered()
        linked = found.filtered("order_res_id")
        if not linked or "purchase.order" not in self.env:
            return found
        # sudo: only the state matters
        orders = self.env["purchase.order"].sudo().search(
            [("id", "in", linked.mapped("order_res_id")), ("state", "in", ("draft", "sent", "to approve"))]
        )  # fmt: skip
        return found.filtered(lambda proposal: not proposal.order_res_id or proposal.order_res_id in orders.ids)

    def _create_purchase_order(self):
        # sudo: who may agree with suppliers was checked, they need not be a user of Purchase
        orders = self.env["purchase.order"].sudo()
        lines = self.line_ids.filtered("packs")
        return orders.create(
            {
                "partner_id": self.partner_id.id,
                "company_id": self.company_id.id,
                "origin": self.name,
                "user_id": self.user_id.id,
                "currency_id": self.currency_id.id,
                "order_line": [Command.create(line._prepare_order_line_vals()) for line in lines],
            }
        )


class TorgPurchaseProposalLine(models.Model):
    _inherit = "torg.purchase.proposal.line"

    def _prepare_order_line_vals(self):
        return {
            "product_id": self.product_id.id,
            "product_qty": self.packs,
            "product_uom_id": self.product_uom_id.id,
            "price_unit": self.price,
        }
