from odoo import api, models

from odoo.addons.torg_api.schemas.quotes import Obstacle

DEAREST = 1000  # orders above are no gifts


class TorgApiQuote(models.Model):
    """What a basket says in the field of this addon has its effect on the order."""

    _inherit = "torg.api.quote"

    @api.model
    def _find_out(self, basket, held=None):
        """Override of torg_api: not everything can be a gift."""
        found = super()._find_out(basket, held)
        if basket.more.get("gift_card") and found.order.amount_total > DEAREST:
            detail = self.env._("This is too dear for a gift.")
            found.obstacles.append(Obstacle(code="restricted", pointer="/gift_card", detail=detail, fix=[]))
        return found

    @api.model
    def _make_order(self, found, partner, vals):
        """Override of torg_api to keep what is written on the card."""
        order = super()._make_order(found, partner, vals)
        if words := found.basket.more.get("gift_card"):
            order.client_order_ref = words
        return order
