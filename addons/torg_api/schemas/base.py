"""What all requests and answers share."""

import datetime as dt
import re
from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, WithJsonSchema
from pydantic_core import PydanticCustomError

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


def _read_text(pattern, read, kind):
    """Read a text as the contract has it; pydantic would take numbers for moments, too.

    :param read: makes the value of the text
    """
    written = re.compile(pattern)

    def convert(value):
        if isinstance(value, str) and written.match(value):
            try:
                return read(value)
            except ValueError:
                raise PydanticCustomError(kind, "") from None
        if isinstance(value, str | int | float):
            raise PydanticCustomError(kind, "")
        return value

    return BeforeValidator(convert)


def asked_decimal(places, least, most):
    """Type of a number that is asked, as a number or as a text: PHP and JavaScript round what is a number.

    :param least: bound as a rule of JSON Schema, such as {"minimum": 0}
    """
    pattern = rf"^\d{{1,{len(str(most))}}}(\.\d{{1,{places}}})?$"
    text = _read_text(pattern, Decimal, "decimal_parsing").func

    def read(value):
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        return Decimal(str(value)) if is_number else text(value)

    number = {"type": "number", **least, "maximum": most, "multipleOf": float(Decimal(10) ** -places)}
    bounds = {"ge": least.get("minimum"), "gt": least.get("exclusiveMinimum")}
    return Annotated[
        Decimal,
        Field(le=most, decimal_places=places, **{name: value for name, value in bounds.items() if value is not None}),
        BeforeValidator(read),
        WithJsonSchema({"anyOf": [number, {"type": "string", "pattern": pattern}]}, mode="validation"),
    ]


def _read_moment(text):
    """Read a moment; one that another zone would carry out of the calendar is none."""
    found = dt.datetime.fromisoformat(text)
    if not 1 < found.year < 9999:
        raise ValueError(text)
    return found


Moment = Annotated[
    AwareDatetime,
    _read_text(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d", _read_moment, "datetime_parsing"),
    Field(description="RFC 3339 with its time zone"),
]
Day = Annotated[dt.date, _read_text(r"\d{4}-\d\d-\d\d$", dt.date.fromisoformat, "date_parsing")]


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
