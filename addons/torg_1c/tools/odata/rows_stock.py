"""Price types and prices, warehouses and stock."""

from ..records import (
    ABSENT,
    CharacteristicRec,
    OfferRec,
    PriceRec,
    PriceTypeRec,
    StockRec,
    WarehouseRec,
)
from .row import rows_of
from .rows_catalogue import DIMENSION, offer_id
from .rows_partners import read_contacts


def read_price_type(row, lookups):
    """Kind of prices."""
    currency = row.key("currency")
    return PriceTypeRec(
        row.key("id"),
        row.text("name"),
        lookups.title("currency", currency),
        lookups.currency(currency),
        tax_included=row.flag("tax_included"),
        deleted=row.flag("deleted"),
        version=row.text("version"),
    )


def read_price(row, lookups):
    """Price of an offer in its base unit: a price of a pack is divided by what the pack holds."""
    item, characteristic = row.key("item"), row.key("characteristic") or ""
    currency = row.key("currency")
    pack = row.key("pack") or ""
    return PriceRec(
        offer_id(item, characteristic),
        item,
        characteristic,
        row.key("price_type"),
        row.number("price"),
        lookups.title("currency", currency),
        lookups.currency(currency),
        unit=lookups.title("unit", pack) if pack else ABSENT,
        factor=_factor(lookups, pack),
    )


def _factor(lookups, pack):
    row = lookups.table("unit").get(pack) if pack else None
    up, down = (row.number("up"), row.number("down")) if row else (None, None)
    return up / (down or 1) if up else ABSENT


def read_warehouse(row, found):
    """Warehouse or store."""
    addresses, contacts = read_contacts(rows_of(row.data, found, "contacts"))
    return WarehouseRec(
        row.key("id"),
        row.text("name"),
        address=addresses[0] if addresses else ABSENT,
        contacts=contacts,
        deleted=row.flag("deleted"),
        version=row.text("version"),
    )


def read_stock(item, characteristic, warehouse, quantity, reserved=ABSENT):
    """Quantity of an offer in a warehouse, and what of it is reserved where the base tells that."""
    return StockRec(offer_id(item, characteristic), item, characteristic, warehouse, quantity, reserved)


def read_pair(item, characteristic, name):
    """Offer of a characteristic that prices or stock speak of; its name may be unknown yet."""
    told = (CharacteristicRec(DIMENSION, name),) if name else ABSENT
    return OfferRec(offer_id(item, characteristic), item, characteristic, characteristics=told)
