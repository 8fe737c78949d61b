"""Nomenclature: groups, kinds, units, properties, items, characteristics, barcodes."""

from ..records import (
    ABSENT,
    CategoryRec,
    CharacteristicRec,
    GroupRec,
    ItemRec,
    OfferRec,
    PropertyRec,
    PropertyValueRec,
    RequisiteRec,
    VariantRec,
)
from .row import rows_of

DIMENSION = "Характеристика"  # 1C names no dimensions of its characteristics


def offer_id(item, characteristic):
    """Identifier of an offer as all channels write it."""
    return f"{item}#{characteristic}" if characteristic else item


def read_folder(row):
    """Group of items."""
    return GroupRec(
        row.key("id"),
        row.text("name"),
        row.key("parent") or "",
        deleted=row.flag("deleted"),
        version=row.text("version"),
    )


def sort_groups(groups):
    """Parents before their children; of groups in a circle any may be the first."""
    known, order = {group.id: group for group in groups}, {}
    for group in groups:
        path = {}
        while group and group.id not in order and group.id not in path:
            path[group.id] = group
            group = known.get(group.parent_id)
        order |= dict(reversed(path.items()))
    return list(order.values())


def read_category(row):
    """Kind of items."""
    return CategoryRec(row.key("id"), row.text("name"), deleted=row.flag("deleted"), version=row.text("version"))


def read_property(row, variants):
    """Property with its allowed values."""
    return PropertyRec(
        row.key("id"),
        row.text("title") or row.text("name"),
        value_type="reference" if variants else ABSENT,
        variants=tuple(VariantRec(key, name) for key, name in variants),
        for_items=True,
        deleted=row.flag("deleted"),
        version=row.text("version"),
    )


def read_item(row, found, lookups):
    """Item. What 1C keeps apart (barcodes, characteristics) comes by records of its own."""
    key = row.key("id")
    return ItemRec(
        key,
        key,
        name=row.text("name"),
        full_name=row.text("full_name"),
        article=row.text("article"),
        code=row.text("code"),
        unit=lookups.unit(row.key("unit")),
        group_ids=_groups(row),
        category_id=row.key("kind"),
        description=row.text("description"),
        manufacturer=lookups.ref("manufacturer", row.key("manufacturer")),
        brand=lookups.title("brand", row.key("brand")),
        country=lookups.title("country", row.key("country")),
        weight=_weight(row),
        taxes=lookups.taxes(row),
        properties=_properties(row, found),
        requisites=_requisites(row, lookups),
        deleted=row.flag("deleted"),
        version=row.text("version"),
    )


def _groups(row):
    parent = row.key("parent")
    return parent if parent is ABSENT else (parent,) if parent else ()


def _weight(row):
    weight, by = row.number("weight"), row.number("weight_by")
    return weight / by if weight and by else weight


def _properties(row, found):
    rows = rows_of(row.data, found, "more")
    if rows is ABSENT:
        return ABSENT
    values = {}
    for line in rows:
        value = line.text("text") or line.key("value")
        if line.key("property") and value:
            values.setdefault(line.key("property"), []).append(value)
    return tuple(PropertyValueRec(key, tuple(told)) for key, told in values.items())


def _requisites(row, lookups):
    told = [("ТипНоменклатуры", row.text("type"), "item_type")]
    if row.key("kind"):
        told.append(("ВидНоменклатуры", lookups.name("item_kind", row.key("kind")), "item_kind"))
    found = tuple(RequisiteRec(name, value, key) for name, value, key in told if value)
    return found or ABSENT


def read_characteristic(row):
    """Offer of a characteristic that belongs to an item; those of a kind of items tell nothing by themselves."""
    item, key, name = row.key("owner"), row.key("id"), row.text("name")
    if not item or row.type("owner") not in ("", "Catalog_Номенклатура"):
        return []
    told = (CharacteristicRec(DIMENSION, name),) if name else ABSENT
    deleted, version = row.flag("deleted"), row.text("version")
    return [OfferRec(offer_id(item, key), item, key, characteristics=told, deleted=deleted, version=version)]


def read_barcodes(item, characteristic, barcodes):
    """All barcodes of an offer."""
    if not characteristic:
        return ItemRec(item, item, barcodes=barcodes)
    return OfferRec(offer_id(item, characteristic), item, characteristic, barcodes=barcodes)
