from odoo import api, fields, models


class SaleOrder(models.Model):
    """A card of the desk: what a manager sees of an order without opening it."""

    _inherit = "sale.order"

    customer_note = fields.Text("Customer's comment", copy=False, help="What the customer wrote with the order.")
    desk_card = fields.Json("Desk card", compute="_compute_desk_card")

    # The desk asks for the newest orders of each column.
    _desk_index = models.Index("(stage_id, date_order DESC)")

    @api.depends_context("lang")
    def _compute_desk_card(self):
        """For all cards of a board at once: the number of queries does not depend on how many there are."""
        goods, badges = self._count_goods(), self._get_card_badges()
        for order in self:
            order.desk_card = {
                "goods": goods.get(order.id, 0),
                "phone": order._get_phone_to_call(),
                "badges": badges[order.id],
            }

    # === BUSINESS METHODS === #

    def _get_phone_to_call(self):
        """Return the phone that is called about this order, as a person reads it."""
        partner = self.partner_id
        return self.contact_phone or partner.phone or partner.commercial_partner_id.phone or ""

    def _get_card_badges(self):
        """Hook: return {order id: [{"code", "text", "level"}]}, marks that the cards of the desk show.

        An addon adds its own to the lists of ``super()``, for all orders at once. Levels: info, success, warning,
        danger.
        """
        badges = {order.id: [] for order in self}
        first, short = self._get_first_order_ids(), self._get_short_order_ids()
        for order in self:
            if order.id in first:
                badges[order.id].append({"code": "first", "text": self.env._("First order"), "level": "info"})
            if order.id in short:
                badges[order.id].append({"code": "short", "text": self.env._("No stock"), "level": "danger"})
        return badges

    def _count_goods(self):
        """Return {order id: number of lines with goods}."""
        domain = [("order_id", "in", self.ids), ("product_id", "!=", False), ("product_uom_qty", ">", 0)]
        lines = self.env["sale.order.line"]._read_group(
            [*domain, ("is_delivery", "=", False)], ["order_id"], ["__count"]
        )
        return {order.id: count for order, count in lines}

    def _get_short_order_ids(self):
        """Return the ids of those orders whose store does not have all it has promised."""
        # sudo: transfers belong to the warehouse, that something is missing is the manager's business
        moves = self.env["stock.move"].sudo()
        domain = [
            ("sale_line_id.order_id", "in", self.ids),
            ("is_short", "=", True),
            ("state", "not in", ("done", "cancel")),
        ]
        return {line.order_id.id for [line] in moves._read_group(domain, ["sale_line_id"])}

    def _get_first_order_ids(self):
        """Return the ids of those orders that are the first of their customers; not cancelled ones, not requests."""
        customers = self.partner_id.commercial_partner_id
        # sudo: earlier orders may have been with other managers
        rows = self.sudo()._read_group(
            [
                ("partner_id.commercial_partner_id", "in", customers.ids),
                ("state", "!=", "cancel"),
                ("is_request", "=", False),
            ],
            ["partner_id.commercial_partner_id"],
            ["id:min"],
        )
        return {first for _customer, first in rows}
