"""A field that an addon gives baskets and orders."""

from pydantic import Field

from odoo.addons.torg_api.schemas.orders import NewOrder
from odoo.addons.torg_api.schemas.quotes import Basket


class GiftBasket(Basket):
    """A basket, and what is written on the card."""

    gift_card: str | None = Field(None, min_length=1, max_length=100, description="What is written on the card")


class NewGiftOrder(NewOrder):
    """An order, and what is written on the card."""

    gift_card: str | None = Field(None, min_length=1, max_length=100, description="What is written on the card")
