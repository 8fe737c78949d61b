"""Prices that go to 1C: a document that sets them."""

from datetime import datetime
from decimal import Decimal

from .base import ABSENT, Flag, Text, record


@record
class PriceRowRec:
    """One price of the document, by the pair that 1C knows; None takes the price back."""

    item_id: str
    characteristic_id: str
    price: Decimal | None
    min_quantity: Decimal = Decimal(0)


@record
class PriceRevisionRec:
    """A document that sets prices of one kind.

    :ivar id: stays the same however often the document is sent
    :ivar number: ours, also stable: whoever writes searches 1C by it first
    :ivar date: when the prices come into force, by 1C's clock
    :ivar is_request: 1C keeps these prices: it decides and tells them back
    :ivar is_void: the document was withdrawn before its hour
    :ivar rows: tuple of PriceRowRec
    :ivar left_out: names of products that 1C does not know
    """

    id: str
    number: str
    date: datetime
    price_type_id: str
    price_type_name: Text = ABSENT
    currency_code: str | None = None
    tax_included: Flag = ABSENT
    comment: str = ""
    is_request: bool = False
    is_void: bool = False
    rows: tuple = ()
    left_out: tuple = ()
