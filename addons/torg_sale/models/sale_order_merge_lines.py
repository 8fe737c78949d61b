from odoo import models


class SaleOrder(models.Model):
    """The goods of several orders in one."""

    _inherit = "sale.order"

    def _get_merge_lines(self):
        """Hook: return the lines of these orders whose goods go on in another order."""
        return self.order_line.filtered(
            lambda line: line.product_id and line.product_uom_qty > 0 and not (line.is_delivery or line.is_downpayment)
        )

    def _get_merge_pairs(self):
        """Return the pairs (product, store) that a merge touches, for the lock."""
        return {
            (product.id, order.warehouse_id.id)
            for order in self
            for product in self.order_line.product_id.filtered("is_storable")
        }

    def _take_lines(self, lines):
        """Add the goods of these lines: to a line of the same product and price where there is one."""
        self.ensure_one()
        own = {line._get_merge_key(): line for line in self._get_merge_lines()}
        came = {}
        for line in lines:
            same = own.get(line._get_merge_key())
            if same:
                same._set_quantity(same.product_uom_qty + line.product_uom_qty)
            else:
                same = line.create(line.copy_data({"order_id": self.id})[0])
                own[line._get_merge_key()] = same
            came[line] = same
        self._take_baseline(came)

    def _take_baseline(self, came):
        """What the site sent with another order, the customer ordered: it is nobody's upsell.

        :param dict came: {line of another order: line of this order that has its goods}
        """
        # sudo: how an order came is written by verbs only
        baseline_sudo = self.sudo().baseline_ids
        orders_sudo = self.env["sale.order"].sudo().union(*(line.order_id.sudo() for line in came))  # sudo: see above
        for row in baseline_sudo and orders_sudo.baseline_line_ids:
            line = came.get(row.order_line_id.with_env(self.env))
            row.copy({"baseline_id": baseline_sudo.id, "order_line_id": line.id if line else False})


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    def _get_merge_key(self):
        """Two lines with the same key are the same goods at the same price."""
        self.ensure_one()
        return (
            self.product_id,
            self.product_uom_id,
            self.currency_id.round(self.price_unit),
            self.discount,
            self.tax_ids,
        )
