"""What is where.

Thousands of cells make an answer: they are plain dataclasses, which cost a fraction of models.
"""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from .base import Id, Moment, Schema, spread

PRODUCTS, STORES = 200, 500
Level = Literal["many", "few", "coming", "none", "unknown"]
Products = Annotated[list[Id], Field(min_length=1, max_length=PRODUCTS)]
Code = Annotated[str, Field(min_length=1, max_length=32)]
Stores = Annotated[list[Code], Field(min_length=1, max_length=STORES)]
CHOSEN = "Codes; all stores of the company unless told"


class StoresQuery(Schema):
    """Where."""

    stores: Annotated[Stores, BeforeValidator(spread)] | None = Field(None, description=CHOSEN)


class AvailabilityQuery(StoresQuery):
    """Of what, and where."""

    products: Annotated[Products, BeforeValidator(spread)] = Field(description="Ids: `1,2,3`")


class AvailabilityBody(Schema):
    """Of what, and where."""

    products: Products
    stores: Stores | None = Field(None, description=CHOSEN)


@dataclass(slots=True)
class Cell:
    """A product in a store."""

    store: str
    level: Level
    free: float
    incoming: float


@dataclass(slots=True)
class ProductAvailability:
    """A product in all the stores. Stores that have nothing of it, and nothing coming, are left out."""

    product: int
    counted: bool
    level: Level
    free: float
    stores: list[Cell]


class StoreFreshness(Schema):
    """How fresh the figures of a store are."""

    store: str
    as_of: Moment | None = Field(description="null where they are live, or have never come")
    known: bool = Field(description="false: they have never come, and the level is `unknown`")


class AvailabilityList(Schema):
    """What is where, in the levels the shop's own people see."""

    words: dict[Level, str] = Field(description="What people read for a level")
    stores: list[StoreFreshness]
    items: list[ProductAvailability] = Field(description="`counted: false`: services and goods nobody counts")
    unknown: list[int] = Field(description="Ids asked for that are not on sale")
