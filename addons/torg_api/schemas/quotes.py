"""What an order would cost and whether it can be had: asked before it is made."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from odoo.addons.torg_api.tools.problem import _

from .base import Day, Moment, Money, Quantity, Schema, asked_decimal

MOST_LINES = 200
Amount = asked_decimal(3, {"exclusiveMinimum": 0}, 1_000_000)
Id = Annotated[int, Field(ge=1, le=2**31 - 1)]


class AskedLine(Schema):
    """Goods and how much of them."""

    product: Id
    quantity: Amount = Field(description="In the unit of the product")


class CustomerRef(Schema):
    """Who buys: by id, or by phone, else e-mail. A new customer is made when the order is."""

    id: Id | None = None
    phone: str | None = Field(None, min_length=5, max_length=32)
    email: str | None = Field(None, max_length=254, pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")
    name: str | None = Field(None, min_length=1, max_length=120)

    @model_validator(mode="after")
    def _check_known(self):
        if not (self.id or self.phone or self.email):
            raise ValueError(_("An id, a phone or an e-mail is needed."))
        return self


class AddressBody(Schema):
    """Where goods are brought to."""

    city: str | None = Field(None, max_length=100)
    street: str = Field(min_length=1, max_length=200, description="Street and house")
    street2: str | None = Field(None, max_length=100, description="Flat, entrance, floor")
    zip: str | None = Field(None, max_length=12)


class AskedDelivery(Schema):
    """How and when the order is brought."""

    method: Id = Field(description="Of `GET /delivery/methods`")
    address: AddressBody
    date: Day | None = None
    interval: Id | None = Field(None, description="Of `POST /delivery/quote`; asks for `date`")

    @model_validator(mode="after")
    def _check_day(self):
        if self.interval and not self.date:
            raise ValueError(_("An interval asks for a date."))
        return self


class Basket(Schema):
    """Goods, who buys them, and the store they are taken from."""

    customer: CustomerRef | None = None
    lines: list[AskedLine] = Field(min_length=1, max_length=MOST_LINES)
    store: str | None = Field(None, max_length=16, description="Code; where the customer comes to, without `delivery`")
    delivery: AskedDelivery | None = None
    order_type: str | None = Field(None, max_length=64, description="Code; by the customer and the source unless told")

    @model_validator(mode="after")
    def _check_way(self):
        if not self.store and not self.delivery:
            raise ValueError(_("Say the store for pickup, or the delivery."))
        return self


def get_more(body, known):
    """Return `{field: plain value}` of what a body says in fields that another addon has given it.

    :param known: the model as this addon has it
    """
    return body.model_dump(mode="json", include=body.model_fields_set - known.model_fields.keys())


def read_kept(kept):
    """Return the Basket that was kept as plain values, and what other addons' fields said."""
    rest = {name: value for name, value in kept.items() if name not in Basket.model_fields}
    return Basket.model_validate({name: value for name, value in kept.items() if name not in rest}), rest


class Fix(Schema):
    """A way out that the shop can offer with a button."""

    action: Literal["reduce", "remove", "change_store", "substitute", "add_goods", "choose_slot", "pickup"]
    product: int | None = Field(None, description="What of the basket it is about")
    quantity: Quantity | None = Field(None, description="`reduce`: to so much; else what is free there")
    store: str | None = Field(None, description="`change_store`: this one has it")
    products: list[int] = Field([], description="`substitute`: any of these")
    amount: Money | None = Field(None, description="`add_goods`: for so much more")


class Obstacle(Schema):
    """Why the order cannot be made as it is, and what helps."""

    code: Literal[
        "out_of_stock",
        "not_enough",
        "below_minimum",
        "no_pickup",
        "store_closed",
        "not_delivered",
        "slot",
        "restricted",
    ]
    pointer: str = Field(description="JSON Pointer into the basket")
    detail: str
    fix: list[Fix]


class QuotedLine(Schema):
    """What goods cost and how many there are."""

    product: int
    name: str
    quantity: Quantity
    unit: str
    base_price: Money = Field(description="Of one unit, before the discount")
    discount: float = Field(description="Percent")
    price: Money = Field(description="Of one unit, after the discount")
    total: Money
    free: Quantity | None = Field(description="What the store has; null: not counted")


class Quote(Schema):
    """What the order comes to. Its prices hold until `expires_at` for an order with this `quote_id`."""

    quote_id: str | None
    expires_at: Moment | None
    lines: list[QuotedLine]
    store: str
    opens_at: Moment | None = Field(description="Pickup: when the store serves customers next")
    goods_total: Money
    delivery_total: Money
    discount_total: Money
    total: Money
    currency: str
    can_order: bool
    problems: list[Obstacle]
    stores_with_all: list[str] = Field(description="Codes of stores that have all of it, the nearest first")
