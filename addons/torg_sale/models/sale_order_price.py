from odoo import api, fields, models


class SaleOrder(models.Model):
    """What a manager is told, and may do, when prices have changed since the order was typed."""

    _inherit = "sale.order"

    price_change = fields.Monetary(
        compute="_compute_price_change", help="How much dearer (or cheaper) the order is by the prices of now."
    )
    has_changed_prices = fields.Boolean(compute="_compute_price_change", search="_search_has_changed_prices")

    @api.depends("state", "order_line.price_changed", "order_line.today_price", "order_line.price_subtotal")
    def _compute_price_change(self):
        changes = self._get_price_changes()
        for order in self:
            order.price_change = changes.get(order._origin.id, 0.0)
            order.has_changed_prices = order._origin.id in changes

    def _search_has_changed_prices(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("order_line", "any", [("price_changed", "=", True)])]

    # === ACTIONS === #

    def action_take_prices(self):
        """Give the goods the prices of now; prices that a person typed too, the discounts stay."""
        for line in self._get_lines_of_changed_prices():
            line.write({"price_unit": line.today_price, "technical_price_unit": line.today_price})

    def action_keep_prices(self):
        """Leave the prices as they were promised; the same change is not told again."""
        for line in self._get_lines_of_changed_prices():
            line.write({"kept_price": line.today_price, "price_changed": False})

    # === BUSINESS METHODS === #

    def _get_lines_of_changed_prices(self):
        return self.order_line.filtered("price_changed")

    def _get_price_changes(self):
        """Return {order id: sum of the change} for the orders that have one, after discounts of the lines."""
        lines = self.env["sale.order.line"].search_fetch(
            [("order_id", "in", self._origin.ids), ("price_changed", "=", True)],
            ["order_id", "product_uom_qty", "price_unit", "today_price", "discount"],
        )
        changes = {}
        for line in lines.filtered(lambda line: line.order_id.state in ("draft", "sent")):
            part = (line.today_price - line.price_unit) * line.product_uom_qty * (1 - line.discount / 100)
            changes[line.order_id.id] = changes.get(line.order_id.id, 0.0) + line.currency_id.round(part)
        return changes

    def _get_card_badges(self):
        """Override to say that prices have changed, and by how much."""
        badges = super()._get_card_badges()
        for order in self.browse(changes := self._get_price_changes()):
            change = order.currency_id.format(changes[order.id])
            text = self.env._("Prices: %(change)s", change=f"+{change}" if changes[order.id] > 0 else change)
            badges[order.id].append({"code": "price", "text": text, "level": "warning"})
        return badges
