"""Items, offers, prices, stock, and the parts of their rows."""

from decimal import Decimal

from .base import ABSENT, Absent, Flag, Number, Rows, Text, record
from .reference import RefRec, UnitRec


@record
class RequisiteRec:
    """Value with a free name; `key` is its language-free name, None when nobody knows it."""

    name: str
    value: str
    key: str | None = None


@record
class PropertyValueRec:
    """Values of one property; a value may be the identifier of a variant."""

    id: str
    values: tuple


@record
class CharacteristicRec:
    """One dimension of a characteristic: size → 39."""

    name: str
    value: str
    id: Text = ABSENT


@record
class TaxRec:
    """Tax of a row or a document; `rate` is a values.VatRate."""

    name: Text = ABSENT
    rate: object = ABSENT
    rate_text: Text = ABSENT
    included: Flag = ABSENT
    amount: Number = ABSENT


@record
class DiscountRec:
    """Discount or extra charge of a row or a document."""

    name: Text = ABSENT
    amount: Number = ABSENT
    percent: Number = ABSENT
    included: Flag = ABSENT


@record
class PictureRec:
    """Picture by its path inside the exchange; the first of an item is its main one."""

    path: str
    description: Text = ABSENT


@record
class FileRec:
    """Other attached file: certificate, manual, description in HTML."""

    path: str
    description: Text = ABSENT
    kind: str = "file"


@record
class ItemRec:
    """Item of the catalogue. `characteristic_id` is filled by bases that put characteristics into the catalogue."""

    id: str
    item_id: str
    characteristic_id: str = ""
    name: Text = ABSENT
    full_name: Text = ABSENT
    article: Text = ABSENT
    code: Text = ABSENT
    barcodes: Rows = ABSENT
    unit: UnitRec | Absent = ABSENT
    packs: Rows = ABSENT
    group_ids: Rows = ABSENT
    category_id: Text = ABSENT
    description: Text = ABSENT
    pictures: Rows = ABSENT
    files: Rows = ABSENT
    manufacturer: RefRec | Absent = ABSENT
    brand: Text = ABSENT
    country: Text = ABSENT
    weight: Number = ABSENT
    taxes: Rows = ABSENT
    properties: Rows = ABSENT
    characteristics: Rows = ABSENT
    requisites: Rows = ABSENT
    components: Rows = ABSENT
    analogues: Rows = ABSENT
    status: Text = ABSENT
    deleted: Flag = ABSENT
    version: Text = ABSENT


@record
class OfferRec:
    """Offer: an item, or an item with a characteristic; the key is always the pair.

    :ivar prices: how many prices the row brings, ABSENT when it does not speak of prices
    :ivar stock: the same for warehouses
    :ivar quantity: the total the row tells
    """

    id: str
    item_id: str
    characteristic_id: str = ""
    name: Text = ABSENT
    article: Text = ABSENT
    barcodes: Rows = ABSENT
    unit: UnitRec | Absent = ABSENT
    packs: Rows = ABSENT
    characteristics: Rows = ABSENT
    properties: Rows = ABSENT
    requisites: Rows = ABSENT
    pictures: Rows = ABSENT
    quantity: Number = ABSENT
    prices: int | Absent = ABSENT
    stock: int | Absent = ABSENT
    is_bare: bool = False
    deleted: Flag = ABSENT
    version: Text = ABSENT


@record
class PriceRec:
    """Price of an offer; None when the row brings an empty one."""

    offer_id: str
    item_id: str
    characteristic_id: str
    price_type_id: str
    price: Decimal | None
    currency: Text = ABSENT
    currency_code: str | None = None
    unit: Text = ABSENT
    factor: Number = ABSENT
    min_quantity: Number = ABSENT
    presentation: Text = ABSENT


@record
class StockRec:
    """Quantity of an offer in a warehouse; `warehouse_id` is ABSENT when the row only tells a total.

    Where `reserved` is told `quantity` is all that lies there, else it is what the base calls stock.
    """

    offer_id: str
    item_id: str
    characteristic_id: str
    warehouse_id: Text = ABSENT
    quantity: Decimal | None = None
    reserved: Number = ABSENT
