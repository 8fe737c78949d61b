"""Orders as the shop makes and reads them."""

import datetime as dt
from typing import Literal

from pydantic import Field, model_validator

from odoo.addons.torg_api.tools.problem import _

from .base import Moment, Money, Page, PageQuery, Quantity, Schema, asked_decimal
from .quotes import MOST_LINES, AskedDelivery, AskedLine, CustomerRef, Id

FIRST, LAST = dt.datetime(1970, 1, 1, tzinfo=dt.UTC), dt.datetime(2999, 1, 1, tzinfo=dt.UTC)  # told by clients


class Utm(Schema):
    """Where the customer came from."""

    source: str | None = Field(None, max_length=100)
    medium: str | None = Field(None, max_length=100)
    campaign: str | None = Field(None, max_length=100)


class NewOrder(Schema):
    """A basket, or the quote of one, and who orders it."""

    quote_id: str | None = Field(None, max_length=64, description="Its basket and its prices are taken")
    customer: CustomerRef | None = Field(None, description="Required unless the quote or the token names the customer")
    lines: list[AskedLine] | None = Field(None, min_length=1, max_length=MOST_LINES)
    store: str | None = Field(None, max_length=16)
    delivery: AskedDelivery | None = None
    order_type: str | None = Field(None, max_length=64)
    expected_total: asked_decimal(2, {"minimum": 0}, 10**12) | None = Field(
        None, description="What the customer saw: another total is refused with the new quote"
    )
    number: str | None = Field(None, max_length=64, description="The shop's own number")
    comment: str | None = Field(None, max_length=2000)
    source: str | None = Field(None, max_length=100, description="Name of the source, such as the site")
    utm: Utm | None = None

    @model_validator(mode="after")
    def _check_basket(self):
        if not self.quote_id and not self.lines:
            raise ValueError(_("Lines or a quote_id are needed."))
        if self.quote_id and (self.lines or self.store or self.delivery or self.order_type):
            raise ValueError(_("A quote has its basket: send no other one with it."))
        if self.lines and not self.store and not self.delivery:
            raise ValueError(_("Say the store for pickup, or the delivery."))
        return self


class StageRef(Schema):
    """Where the order stands."""

    code: str
    name: str = Field(description="What a customer reads")


class StageNow(StageRef):
    """Where the order stands, and since when."""

    since: Moment | None
    final: bool


class StageStep(StageRef):
    """A step of the order's way."""

    at: Moment


class OrderCustomer(Schema):
    """Who ordered."""

    id: int
    name: str
    phone: str | None
    email: str | None


class OrderLine(Schema):
    """Goods of an order."""

    id: int
    product: int
    name: str
    quantity: Quantity
    unit: str
    base_price: Money
    discount: float
    price: Money
    total: Money
    delivered: Quantity
    returned: Quantity


class OrderPayment(Schema):
    """Money of an order; negative: given back."""

    id: str | None = Field(description="The number at its source")
    amount: Money
    method: str
    source: str
    taken_at: Moment


class OrderShipment(Schema):
    """Goods that left."""

    id: int
    at: Moment


class OrderReturn(Schema):
    """Goods that came back."""

    id: int
    at: Moment
    amount: Money


class OrderDocument(Schema):
    """A file for the customer: an invoice, a photo."""

    id: int
    code: str | None = Field(description="Which document it is, as the accounting system calls it")
    name: str
    mimetype: str
    size: int | None = Field(description="Bytes")
    made_at: Moment
    url: str = Field(description="A browser opens it without the key")


class OrderDelivery(Schema):
    """How the order is brought."""

    method: int
    name: str
    cost: Money
    address: str
    date: dt.date | None
    interval: int | None
    interval_name: str | None


class OrderBrief(Schema):
    """An order in a list."""

    id: int
    number: str
    reference: str | None = Field(description="The shop's own number")
    type: str | None
    stage: StageNow
    customer: int
    store: str
    total: Money
    paid: Money
    payment_status: str
    delivery_status: str
    created_at: Moment
    changed_at: Moment


class Order(OrderBrief):
    """An order with everything a customer may know of it."""

    customer: OrderCustomer
    pickup: bool
    pickup_code: str | None
    held_until: Moment | None
    comment: str | None
    cancel_reason: str | None
    currency: str
    lines: list[OrderLine]
    goods_total: Money
    delivery_total: Money
    returned: Money
    due: Money = Field(description="What is to be paid yet; negative: to be given back")
    delivery: OrderDelivery | None
    payments: list[OrderPayment]
    shipments: list[OrderShipment]
    returns: list[OrderReturn]
    documents: list[OrderDocument] = Field(description="Files for the customer, the newest first")
    history: list[StageStep]


class OrderQuery(PageQuery):
    """Which orders."""

    customer: Id | None = None
    stage: str | None = Field(None, max_length=64)
    store: str | None = Field(None, max_length=16)
    number: str | None = Field(None, max_length=64, description="Ours or the shop's own")
    changed_since: Moment | None = Field(None, ge=FIRST, le=LAST)
    open: bool | None = Field(None, description="Only orders on their way, or only those that are over")


class OrderList(Page):
    """A page of orders, the newest first."""

    items: list[OrderBrief]


class CancelOrder(Schema):
    """Why the order is cancelled."""

    comment: str | None = Field(None, max_length=500)


class ChangeStore(Schema):
    """The store the customer wants."""

    store: str = Field(max_length=16)


class MoveOrder(Schema):
    """Where the order goes, and what the stage asks for."""

    stage: str = Field(max_length=64)
    answers: dict[str, str | int | float | bool | None] = Field({}, max_length=30)


class NewPayment(Schema):
    """Money that the shop has taken, or given back."""

    id: str = Field(min_length=1, max_length=64, description="Its number at the shop: told twice, it counts once")
    kind: Literal["payment", "refund"] = "payment"
    amount: asked_decimal(2, {"exclusiveMinimum": 0}, 10**12)
    method: Literal["cash", "card", "transfer", "sbp", "other"] = "card"
    taken_at: Moment | None = Field(None, ge=FIRST, le=LAST)
    receipt: str | None = Field(None, max_length=200, description="Number or address of the receipt")


class NewRequest(Schema):
    """What a customer asks for without goods: a call back, a question."""

    id: str | None = Field(None, min_length=1, max_length=64, description="Its number at the shop")
    source: Literal["callback", "one_click", "letter"] = "callback"
    phone: str | None = Field(None, min_length=5, max_length=32)
    email: str | None = Field(None, max_length=254, pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")
    name: str | None = Field(None, max_length=120)
    text: str | None = Field(None, max_length=4000)

    @model_validator(mode="after")
    def _check_who(self):
        if not (self.phone or self.email):
            raise ValueError(_("A phone or an e-mail is needed."))
        return self


class Request(Schema):
    """A request that was taken in."""

    id: int
    number: str
    stage: StageNow
    created_at: Moment


class Stage(StageRef):
    """A stage of the way of orders."""

    final: bool
    stands_for: str
    asks_for: list[str] = Field(description="Fields of `answers`")
    types: list[str] = Field(description="Codes of order types that come here; empty: all")


class Transition(Schema):
    """A step that this key may make."""

    source: str
    target: str
    types: list[str] = Field(description="Codes of order types")


class StageList(Schema):
    """Stages in their order, and the steps between them by this way."""

    items: list[Stage]
    transitions: list[Transition]
