"""What webhooks carry. Fields are added as the trade grows: who receives them ignores what it does not know.

A record that is deleted by the time the message is sent comes with `id` and `revision` alone.
"""

from pydantic import BaseModel, Field

from odoo.addons.torg_api.tools.event_promise import describe_event

from .availability import Level
from .base import Moment
from .products import Price


class EventData(BaseModel):
    """What every event tells."""

    id: int = Field(description="Of the object")
    revision: int = Field(description="Grows with every event: of two messages of one object the greater is newer")


class ProductEvent(EventData):
    """A product appeared, changed its description or went out of sale."""

    name: str | None = None
    article: str | None = None
    barcode: str | None = None
    category: int | None = None
    on_sale: bool | None = None


class StockCell(BaseModel):
    """The product in a store."""

    store: str
    level: Level
    free: float
    incoming: float


class StockEvent(EventData):
    """The stock of a product changed in some store: how it stands in all of them now."""

    counted: bool | None = None
    level: Level | None = None
    free: float | None = None
    stores: list[StockCell] = Field([], description="Stores that have nothing of it, and nothing coming, are left out")


class PriceEvent(EventData):
    """A price of the product came into force, in one price list or another."""

    price: Price | None = Field(None, description="By the price list of the key, else the price for everybody")


class CategoryEvent(EventData):
    """A category appeared, was renamed or moved."""

    name: str | None = None
    parent: int | None = None


class StoreEvent(EventData):
    """A store appeared or changed its address, phone or hours."""

    code: str | None = None
    name: str | None = None
    address: str | None = None
    phone: str | None = None
    pickup: bool | None = None
    active: bool | None = None


class DocumentEvent(EventData):
    """A document of a customer is ready."""

    kind: str | None = Field(
        None, description="price_list; document: a file of an order or of a customer; addons bring more"
    )
    customer: int | None = None
    order: int | None = Field(None, description="Of a document that belongs to an order")
    name: str | None = None
    mimetype: str | None = None
    size: int | None = Field(None, description="Bytes")
    url: str | None = Field(None, description="A browser opens it without the key")


class EventStage(BaseModel):
    """Where the order stands; in `order.stage_changed` the stage of that very move."""

    code: str | None = None
    name: str | None = None
    since: Moment | None = None


class EventDelivery(BaseModel):
    """How the order comes to its customer: the last attempt."""

    state: str = Field(description="planned, handed, on_way, delivered, refused, cancelled")
    attempt: int
    date: str | None = None
    interval: str | None = None
    again: bool = Field(False, description="It failed and will be tried again")


class EventLine(BaseModel):
    """A line of the order."""

    id: int
    product_id: int
    sku: str | None = None
    name: str
    quantity: float
    unit: str
    delivered: float
    returned: float
    price: float
    discount: float
    total: float


class OrderEvent(EventData):
    """An order, as it stands when the message is sent."""

    number: str | None = None
    reference: str | None = None
    external_ids: dict[str, str] = {}
    type: str | None = None
    stage: EventStage | None = None
    store: str | None = None
    currency: str | None = None
    total: float | None = None
    paid: float | None = None
    returned: float | None = None
    payment_status: str | None = None
    delivery_status: str | None = None
    delivery: EventDelivery | None = None
    pickup_code: str | None = None
    cancel_reason: str | None = None
    merged_into: str | None = None
    lines: list[EventLine] = []


describe_event("product.updated", ProductEvent)
describe_event("stock.changed", StockEvent)
describe_event("price.changed", PriceEvent)
describe_event("category.updated", CategoryEvent)
describe_event("store.updated", StoreEvent)
describe_event("document.ready", DocumentEvent)
for _code in ("created", "changed", "stage_changed", "paid", "shipped"):
    describe_event(f"order.{_code}", OrderEvent)
