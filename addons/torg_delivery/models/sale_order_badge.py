from odoo import models
from odoo.tools import format_date


class SaleOrder(models.Model):
    """Marks of the delivery on the cards of the desk."""

    _inherit = "sale.order"

    def _get_card_badges(self):
        """Override of torg_sale: when it is brought, and money that a refused delivery leaves to be given back."""
        badges = super()._get_card_badges()
        for order in self.filtered(lambda order: order.delivery_date and not order.stage_is_final):
            day = format_date(self.env, order.delivery_date, date_format="d MMM")
            text = ", ".join(filter(None, (day, order.delivery_interval_id.sudo().name)))  # sudo: the hours alone
            badges[order.id].append({"code": "delivery", "text": text, "level": "info"})
        for order in self._get_came_back():
            money = order.currency_id.format(-order._get_amount_due())
            text = self.env._("Give back %(money)s", money=money)
            badges[order.id].append({"code": "give_back", "text": text, "level": "danger"})
        return badges

    def _get_came_back(self):
        """Return those of which a courier brought something back and whose customer has paid too much."""
        # sudo: that money is to be given back is the manager's business, whoever brought the goods
        rows = (
            self.env["torg.delivery"]
            .sudo()
            ._read_group([("order_id", "in", self.ids), ("line_ids.refused_qty", ">", 0)], ["order_id"])
        )
        back = self.browse([order.id for [order] in rows])
        return back.filtered(lambda order: order.currency_id.compare_amounts(order._get_amount_due(), 0) < 0)
