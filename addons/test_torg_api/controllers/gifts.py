from odoo.addons.test_torg_api.schemas.gifts import GiftBasket, NewGiftOrder
from odoo.addons.torg_api.controllers import orders, quotes
from odoo.addons.torg_api.operation import extend


class Quotes(quotes.Quotes):
    """Baskets that may be a gift."""

    @extend(quotes.Quotes.quote_order, body=GiftBasket)
    def quote_order(self, api, body):
        """Override of torg_api to take one more field."""
        return super().quote_order(api, body)


class Orders(orders.Orders):
    """Orders that may be a gift."""

    @extend(orders.Orders.create_order, body=NewGiftOrder)
    def create_order(self, api, body):
        """Override of torg_api to take one more field."""
        return super().create_order(api, body)
