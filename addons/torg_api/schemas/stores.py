"""Stores with their hours."""

from pydantic import Field

from .base import Moment, Schema


class StoreQuery(Schema):
    """Which stores."""

    pickup: bool | None = Field(None, description="Only stores where customers take orders themselves, or only others")


class Opening(Schema):
    """A time a store is open."""

    opens: Moment
    closes: Moment


class Store(Schema):
    """A store or a warehouse that sells."""

    code: str
    name: str
    address: str | None
    phone: str | None
    latitude: float | None
    longitude: float | None
    pickup: bool
    timezone: str
    open_now: bool
    openings: list[Opening] = Field(description="Of the coming seven days; empty where the store never closes")
    stock_as_of: Moment | None = Field(description="How fresh the stock of this store is; null where it is live")


class StoreList(Schema):
    """All stores."""

    items: list[Store]
