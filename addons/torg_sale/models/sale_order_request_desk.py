from odoo import models

ICONS = {"callback": "fa-phone", "one_click": "fa-bolt", "letter": "fa-envelope-o", "missed_call": "fa-bell-slash-o"}


class SaleOrder(models.Model):
    """How the desk shows requests without goods."""

    _inherit = "sale.order"

    def _compute_desk_card(self):
        """Override of torg_sale to tell a request from an order and whose number it came from."""
        super()._compute_desk_card()
        for order in self.filtered("is_request"):
            source = order.source_id
            order.desk_card = {
                **order.desk_card,
                "phone": order.request_phone or order.desk_card["phone"],
                "request": {"source": source.name or "", "icon": ICONS.get(source.request_code, "fa-comment-o")},
            }

    def _get_card_badges(self):
        """Override of torg_sale to mark customers whose name nobody has confirmed yet."""
        badges = super()._get_card_badges()
        for order in self.filtered("partner_id.is_unverified"):
            badges[order.id].append(
                {"code": "unverified", "text": self.env._("Name not confirmed"), "level": "warning"}
            )
        return badges
