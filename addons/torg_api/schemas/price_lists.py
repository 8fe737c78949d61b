"""A customer's own price list as a file."""

from typing import Literal

from pydantic import Field

from .base import Id, Moment, Schema


class PriceListBody(Schema):
    """What the price list shows."""

    format: Literal["pdf", "xlsx"] = "pdf"
    category: Id | None = Field(None, description="Goods of this category and below; all goods unless told")
    photos: bool = True
    stock: bool = Field(False, description="Stock by store")


class PriceListFile(Schema):
    """A price list, ready or being made."""

    id: int
    customer: int | None
    name: str
    format: Literal["pdf", "xlsx"]
    state: Literal["making", "ready"]
    progress: float = Field(description="Percent")
    items: int = Field(description="Goods in it")
    pages: int
    made_at: Moment | None
    url: str | None = Field(description="A browser opens it without the key; null until it is ready")
