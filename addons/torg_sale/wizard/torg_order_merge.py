from markupsafe import Markup

from odoo import api, fields, models
from odoo.tools import format_amount


class TorgOrderMerge(models.TransientModel):
    """Which of several orders stays, and whether the goods of the others come into it."""

    _name = "torg.order.merge"
    _description = "Merge Orders"

    order_ids = fields.Many2many("sale.order", string="Orders", required=True)
    order_id = fields.Many2one(
        "sale.order", "Stays", required=True, compute="_compute_order_id", store=True, readonly=False
    )
    candidate_ids = fields.Many2many("sale.order", compute="_compute_candidate_ids")
    how = fields.Selection(
        [("keep", "Leave one: it is the same order sent twice"), ("add", "Put the goods together")],
        "The goods",
        required=True,
        default="keep",
    )
    result = fields.Html(compute="_compute_result", sanitize=False)

    @api.depends("order_ids")
    def _compute_order_id(self):
        """A confirmed order stays rather than a quotation, an earlier one rather than a later one."""
        for merge in self:
            orders = merge.order_ids._origin.sorted(lambda order: (order.state != "sale", order.id))
            merge.order_id = merge.order_id if merge.order_id in orders else orders[:1]

    @api.depends("order_ids")
    def _compute_candidate_ids(self):
        """Open orders of the same customer that may be added."""
        for merge in self:
            customers = merge.order_ids.partner_id.commercial_partner_id
            domain = [("partner_id", "child_of", customers.ids), ("is_on_desk", "=", True), ("state", "!=", "cancel")]
            merge.candidate_ids = merge.order_ids._origin | self.env["sale.order"].search(domain, limit=50)

    @api.depends("order_ids", "order_id", "how")
    def _compute_result(self):
        for merge in self:
            merge.result = merge._render_result()

    def _render_result(self):
        """Return what the order will be, as a table."""
        orders = self.order_ids._origin
        kept = orders if self.how == "add" else self.order_id
        goods = {}
        for line in kept._get_merge_lines():
            row = goods.setdefault(line._get_merge_key(), [line, 0.0, 0.0])
            row[1] += line.product_uom_qty
            row[2] += line.price_total
        currency = self.order_id.currency_id
        rows = Markup("").join(
            Markup(
                "<tr><td>%s</td><td class='text-end text-nowrap'>%s</td><td class='text-end text-nowrap'>%s</td></tr>"
            )
            % (line.product_id.display_name, f"{quantity:g}", format_amount(self.env, total, currency))
            for line, quantity, total in goods.values()
        )
        paid = format_amount(self.env, sum(orders.mapped("paid_amount")), currency)
        total = format_amount(self.env, sum(row[2] for row in goods.values()), currency)
        foot = Markup("<tr class='fw-bold'><td>%s</td><td></td><td class='text-end text-nowrap'>%s</td></tr>")
        table = Markup("<table class='table table-sm mb-0'><tbody>%s%s%s</tbody></table>")
        return table % (rows, foot % (self.env._("Total"), total), foot % (self.env._("Paid"), paid))

    def action_apply(self):
        """Merge them and open the order that stays."""
        self.ensure_one()
        self.order_id._merge(self.order_ids - self.order_id, self.how)
        return {
            "type": "ir.actions.act_window",
            "res_model": "sale.order",
            "res_id": self.order_id.id,
            "views": [(False, "form")],
        }
