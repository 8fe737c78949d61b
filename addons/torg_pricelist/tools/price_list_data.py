"""What a printed price list consists of, whatever it is printed to."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Item:
    """One line of goods.

    :ivar categories: names from the top of the tree down
    :ivar marks: for each store of the layout: plenty, few or none
    :ivar photo: JPEG bytes
    """

    name: str
    price: float
    categories: tuple = ()
    old_price: float = 0.0
    article: str = ""
    barcode: str = ""
    unit: str = ""
    vat: str = ""
    marks: tuple = ()
    photo: bytes | None = None


@dataclass(slots=True)
class Layout:
    """Which columns there are and what they are called."""

    words: dict
    currency: str
    stores: tuple = ()
    photo: bool = True
    article: bool = True
    barcode: bool = True
    unit: bool = True
    vat: bool = True


@dataclass(slots=True)
class Heading:
    """What stands above the table.

    :ivar lines: requisites and contacts of the company, a line each
    :ivar facts: pairs of a name and a value: price list, customer, validity, currency
    :ivar site: address the QR code leads to
    """

    company: str
    title: str
    lines: tuple = ()
    facts: tuple = ()
    note: str = ""
    logo: bytes | None = None
    site: str = ""
    made: str = ""
    fonts: dict = field(default_factory=dict)


def format_price(value):
    """1234.5 as «1 234,50», with spaces that do not break."""
    return f"{value:,.2f}".replace(",", "\u00a0").replace(".", ",")
