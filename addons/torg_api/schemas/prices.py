"""What goods cost a customer, and why."""

from typing import Annotated

from pydantic import Field

from .base import Id, Money, Schema
from .products import Price

LINES = 200


class PriceLine(Schema):
    """What is asked."""

    product: Id
    quantity: Annotated[float, Field(gt=0, le=1_000_000)] = 1


class PriceBody(Schema):
    """Whose prices, and of what."""

    customer: Id | None = Field(None, description="Whose prices; else those of the key's price list")
    lines: list[PriceLine] = Field(min_length=1, max_length=LINES)


class PriceStep(Schema):
    """What happened to the price."""

    kind: str = Field(description="list_price, fixed, discount, rounding, tier…")
    text: str
    price: Money | None = Field(description="After the step")


class QuotedPrice(Price):
    """The price of a unit when so much is bought."""

    product: int
    quantity: float
    unit: str
    amount: Money = Field(description="price × quantity, to a kopeck")
    steps: list[PriceStep] = Field(description="How the price came about, in the words a customer may read")


class PriceList(Schema):
    """Prices in the order they were asked for."""

    items: list[QuotedPrice]
    unknown: list[int] = Field(description="Ids asked for that are not on sale")
