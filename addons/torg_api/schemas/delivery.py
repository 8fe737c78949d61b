"""Ways of delivery, what they cost, and when."""

import datetime as dt

from pydantic import Field

from .base import Money, Schema
from .quotes import MOST_LINES, AddressBody, AskedLine, CustomerRef, Id


class Method(Schema):
    """A way of delivery."""

    id: int
    name: str
    pickup: bool
    own_courier: bool
    has_intervals: bool


class MethodList(Schema):
    """All ways of delivery of the company."""

    items: list[Method]


class DeliveryBasket(Schema):
    """What is to be brought where."""

    customer: CustomerRef | None = None
    lines: list[AskedLine] = Field(min_length=1, max_length=MOST_LINES)
    address: AddressBody
    store: str | None = Field(None, max_length=16, description="Code of the store that gives the goods")
    method: Id | None = Field(None, description="Only this one")


class Slot(Schema):
    """A time of a day."""

    interval: int
    name: str
    left: int | None = Field(description="Places; null: as many as come")


class Day(Schema):
    """A day with free times."""

    date: dt.date
    slots: list[Slot]


class Offer(Schema):
    """What a way of delivery costs for this basket and address."""

    method: int
    name: str
    available: bool
    reason: str | None
    cost: Money | None
    free_from: Money | None = Field(description="Baskets of this sum are brought for nothing")
    days: list[Day] = Field(description="Next days with free times; empty where no time is chosen")


class OfferList(Schema):
    """Offers of all ways of delivery."""

    items: list[Offer]
