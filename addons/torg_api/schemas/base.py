"""What all requests and answers share."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, PlainSerializer

PAGE, PAGE_LIMIT = 50, 250


class Schema(BaseModel):
    """Unknown fields are refused: a slip of the pen must not go unseen."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


def _money(value):
    return f"{value:.2f}"


Money = Annotated[
    Decimal,
    PlainSerializer(_money, return_type=str),
    Field(description="Roubles and kopecks as a text: 1290.50", json_schema_extra={"examples": ["1290.50"]}),
]
Quantity = Annotated[
    Decimal, PlainSerializer(float, return_type=float), Field(description="In the unit of the product")
]
Id = Annotated[int, Field(ge=1, le=2**31 - 1)]
Moment = Annotated[AwareDatetime, Field(description="RFC 3339 with its time zone")]


def moment(value):
    """Naive UTC of the database as an aware moment, or None."""
    return value.replace(tzinfo=UTC) if isinstance(value, datetime) else None


class PageQuery(Schema):
    """Place and size of a page."""

    cursor: str | None = Field(None, max_length=500, description="`next_cursor` of the page before")
    limit: int = Field(PAGE, ge=1, le=PAGE_LIMIT)


def spread(value):
    """A list in an address: repeated (`id=1&id=2`) or in one (`id=1,2`)."""
    rows = value if isinstance(value, list) else [value]
    return [part.strip() for row in rows for part in (row.split(",") if isinstance(row, str) else [row])]


class Page(Schema):
    """A page of a list."""

    next_cursor: str | None = Field(None, description="Ask with it for the next page; null on the last one")
