"""Reference data: groups, properties, units, price types, warehouses."""

from .base import ABSENT, Absent, Flag, Number, Rows, Text, record


@record
class RefRec:
    """Something named elsewhere."""

    id: Text = ABSENT
    name: Text = ABSENT


@record
class AddressRec:
    """Address. `kind`: registration, legal, actual, delivery, post; `fields`: pairs of type as sent and value."""

    kind: str
    text: Text = ABSENT
    fields: Rows = ABSENT
    comment: Text = ABSENT


@record
class ContactRec:
    """Way to reach somebody. `kind`: phone, mobile, email, fax, web, post, other; `type` as sent."""

    type: Text
    value: Text
    kind: str = "other"
    comment: Text = ABSENT


@record
class GroupRec:
    """Group of items; parents come before their children, `parent_id` of a root is empty."""

    id: str
    name: Text = ABSENT
    parent_id: str = ""
    description: Text = ABSENT
    deleted: Flag = ABSENT
    version: Text = ABSENT


@record
class CategoryRec:
    """Kind of items with the properties it has."""

    id: str
    name: Text = ABSENT
    property_ids: Rows = ABSENT
    deleted: Flag = ABSENT
    version: Text = ABSENT


@record
class VariantRec:
    """Allowed value of a property."""

    id: str
    value: Text = ABSENT


@record
class PropertyRec:
    """Property of items, offers or documents. `value_type`: text, number, datetime, reference, flag, or as sent."""

    id: str
    name: Text = ABSENT
    value_type: Text = ABSENT
    variants: Rows = ABSENT
    multiple: Flag = ABSENT
    required: Flag = ABSENT
    for_items: Flag = ABSENT
    for_offers: Flag = ABSENT
    for_documents: Flag = ABSENT
    used: Flag = ABSENT
    external: Flag = ABSENT
    informational: Flag = ABSENT
    description: Text = ABSENT
    deleted: Flag = ABSENT
    version: Text = ABSENT


@record
class UnitRec:
    """Unit of measure; `okei` is the classifier's code where the words tell it."""

    id: Text = ABSENT
    code: Text = ABSENT
    name: Text = ABSENT
    full_name: Text = ABSENT
    international: Text = ABSENT
    okei: str | None = None
    deleted: Flag = ABSENT
    version: Text = ABSENT


@record
class PackRec:
    """Other unit of an item: so many base units in one."""

    unit: Text = ABSENT
    factor: Number = ABSENT
    barcode: Text = ABSENT
    weight: Number = ABSENT


@record
class PriceTypeRec:
    """Kind of prices. `currency_code` is None when the currency is unknown."""

    id: str
    name: Text = ABSENT
    currency: Text = ABSENT
    currency_code: str | None = None
    tax_name: Text = ABSENT
    tax_included: Flag = ABSENT
    deleted: Flag = ABSENT
    version: Text = ABSENT


@record
class WarehouseRec:
    """Warehouse or store."""

    id: str
    name: Text = ABSENT
    comment: Text = ABSENT
    address: AddressRec | Absent = ABSENT
    contacts: Rows = ABSENT
    deleted: Flag = ABSENT
    version: Text = ABSENT


@record
class DirectoryRec:
    """Row of a user's directory: values by field."""

    directory_id: Text
    directory_name: Text
    id: Text
    fields: tuple
