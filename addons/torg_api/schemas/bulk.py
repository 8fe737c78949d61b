"""Rows of files that are loaded, and of what is sent in one go."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import Field, RootModel, model_validator

from odoo.addons.torg_api.tools.problem import _

from .base import Id, Moment, Page, PageQuery, Schema

ROWS = 1000  # of what is sent in one go
Code = Annotated[str, Field(min_length=1, max_length=64)]
Key = Annotated[str, Field(min_length=1, max_length=128, description="What the site calls it")]
Number = Annotated[float, Field(allow_inf_nan=False, ge=-1e9, le=1e9)]
EMAIL = r"^[^@\s]+@[^@\s]+\.[^@\s]+$"


class ProductRef(Schema):
    """Which product: one of the three."""

    product: Id | None = Field(None, description="Its id in this API")
    article: Code | None = None
    barcode: Code | None = None

    @model_validator(mode="after")
    def _check_one(self):
        if sum(value is not None for value in (self.product, self.article, self.barcode)) != 1:
            raise ValueError(_("Name the product by one of: product, article, barcode."))
        return self


class PriceRow(ProductRef):
    """A price of a product."""

    price_type: Code = Field(description="Code of the price type")
    price: Annotated[Decimal, Field(ge=0, max_digits=14, decimal_places=2)] | None = Field(
        description="Roubles and kopecks; null takes the price back"
    )
    from_quantity: Annotated[float, Field(ge=0, le=1_000_000, allow_inf_nan=False)] = 0


class StockRow(ProductRef):
    """What a store that the site keeps has of a product."""

    store: Code = Field(description="Code of the store")
    on_hand: Number = Field(description="What lies there")
    reserved: Annotated[float, Field(ge=0, le=1e9, allow_inf_nan=False)] = Field(
        0, description="What of it the site has promised to others"
    )


class CustomerRow(Schema):
    """A customer."""

    external_id: Key | None = Field(
        None, description="With it what is sent replaces what is known; without it only what is empty is filled"
    )
    name: Annotated[str, Field(min_length=1, max_length=120)] | None = None
    phone: Annotated[str, Field(min_length=5, max_length=32)] | None = None
    email: Annotated[str, Field(max_length=254, pattern=EMAIL)] | None = None
    inn: Annotated[str, Field(pattern=r"^(\d{10}|\d{12})$")] | None = None
    company: bool | None = None

    @model_validator(mode="after")
    def _check_known(self):
        if not (self.phone or self.email or self.external_id):
            raise ValueError(_("A phone, an e-mail or an external_id is needed."))
        return self


class ProductRow(Schema):
    """A product of the site's own catalogue. What another system keeps (1C) is refused."""

    external_id: Key
    name: Annotated[str, Field(min_length=1, max_length=250)]
    article: Code | None = None
    barcode: Code | None = None
    category: Id | None = None
    description: Annotated[str, Field(max_length=10_000)] | None = None
    on_sale: bool | None = None


class PricesBody(Schema):
    """Prices in one go."""

    items: list[PriceRow] = Field(min_length=1, max_length=ROWS)


class StockBody(Schema):
    """Stock in one go."""

    items: list[StockRow] = Field(min_length=1, max_length=ROWS)
    as_of: Moment | None = Field(
        None, description="When it was counted; now unless told. What is older changes nothing"
    )


class Applied(Schema):
    """What became of the rows."""

    changed: int
    unchanged: int


class ImportQuery(Schema):
    """What the file is about."""

    kind: Code = Field(description="customers, products, prices, stock; addons bring more")


class ExportBody(Schema):
    """What to export, and which of it."""

    kind: Code = Field(description="products, prices, stock, customers, orders, changes; addons bring more")
    changed_since: Moment | None = Field(None, description="Changed then or later: products, customers, orders")
    customer: Id | None = Field(None, description="Of prices: whose; of orders: only those of this customer")
    store: Code | None = Field(None, description="Of stock and orders: only this store")
    cursor: Annotated[str, Field(max_length=500)] | None = Field(None, description="Of changes: a place in the feed")


class ImportLine(RootModel[CustomerRow | ProductRow | PriceRow | StockRow]):
    """A line of a file, by its kind."""


class Import(Schema):
    """A file that is loaded."""

    id: int
    kind: str
    state: str = Field(description="running, done, cancelled")
    progress: float = Field(description="Percent")
    rows: int
    done: int
    created: int
    changed: int
    unchanged: int
    problems: int
    created_at: Moment
    finished_at: Moment | None


class ImportList(Page):
    """Files of this key, the newest first."""

    items: list[Import]


class ImportsQuery(PageQuery):
    """Which page."""


class RowProblem(Schema):
    """Why a row was not loaded: one line of `problems`."""

    line: int = Field(description="Of the file, counted from one")
    pointer: str = Field(description="JSON Pointer into the row")
    code: str
    detail: str


class Export(Schema):
    """A file that is made."""

    id: int
    kind: str
    state: str = Field(description="running, ready, expired")
    progress: float = Field(description="Percent, as well as can be told")
    rows: int
    size: int | None = Field(description="Bytes of the file")
    created_at: Moment
    finished_at: Moment | None
    keep_until: date | None
    url: str | None = Field(description="NDJSON packed by gzip; opens without the key, null until it is ready")
