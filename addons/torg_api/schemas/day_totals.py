"""What a store took on a day."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from .base import Moment, Money, Schema

DAYS = 366
Sum = Annotated[Decimal, Field(ge=0, max_digits=14, decimal_places=2)]
Count = Annotated[int, Field(ge=0, le=10_000_000)]


class DayTotalsBody(Schema):
    """The results of the day in full: sent again, they replace those sent before."""

    receipts: Count = Field(description="How many receipts")
    revenue: Sum = Field(description="Of all receipts, before returns")
    returns: Count = Field(0, description="How many returns")
    returned: Sum = Field(Decimal(0), description="Money given back")


class DayTotals(Schema):
    """The results of a day, as they were told last."""

    store: str
    date: date
    receipts: int
    revenue: Money
    returns: int
    returned: Money
    net: Money = Field(description="Sales less returns")
    average_receipt: Money
    corrections: int = Field(description="How often other figures came than those told before")
    source: str = Field(description="Who told them")
    told_at: Moment


class DayTotalsQuery(Schema):
    """Which days."""

    since: date = Field(description="The first day")
    until: date = Field(description="The last day, at most a year after the first")


class DayTotalsList(Schema):
    """Days that were told, in their order."""

    items: list[DayTotals]
