"""Which element is a row, and who reads it. A file's name says nothing, what is in it says all."""

from ..records import ABSENT, DirectoryRec, UnknownRec
from .fields import LOCAL, children, content, source_of, text
from .rows_catalogue import read_item
from .rows_document import read_document
from .rows_offer import read_offer
from .rows_people import read_partner
from .rows_reference import (
    needed_id,
    read_category,
    read_groups,
    read_price_type,
    read_property,
    read_unit,
    read_warehouses,
)

SECTIONS = {
    "Классификатор": "classifier",
    "Каталог": "catalog",
    "ИзмененияКаталога": "catalog",
    "ПакетПредложений": "offers",
    "ИзмененияПакетаПредложений": "offers_changes",
    "Контрагенты": "partners",
    "Справочник": "directory",
    "Справочники": "directory",
}
UNKNOWN_LIMIT = 100_000


def read_partner_row(element, remarks):
    """Partner of the list of partners.

    :raise BadValue: without an identifier
    """
    needed_id(children(element), "Контрагент")
    yield read_partner(element, remarks)


def read_directory_row(element, remarks):
    """Row of a user's directory, with the directory's name from around it."""
    holder = element.getparent()
    while holder is not None and LOCAL[holder.tag] != "Справочник":
        holder = holder.getparent()
    around = children(holder) if holder is not None else {}
    kids = children(element)
    yield DirectoryRec(text(around, "Ид"), text(around, "Наименование"), text(kids, "Ид"), flat(element))


def flat(element, prefix=""):
    """Pairs of path and text of everything in the row, in the order sent."""
    found = [(f"{prefix}@{name}", value) for name, value in element.attrib.items()]
    for child in element:
        path = f"{prefix}/{LOCAL[child.tag]}" if prefix else LOCAL[child.tag]
        found.extend(flat(child, path) if len(child) or child.attrib else [])
        if not len(child):
            found.append((path, content(child)))
    return tuple(found)


def read_unknown(element, kind):
    """A row that nobody reads here, as it came."""
    identifier = text(children(element), "Ид") or element.get("Ид", ABSENT)
    return UnknownRec(kind, identifier, flat(element), source_of(element, UNKNOWN_LIMIT))


ROWS = {
    "Группа": read_groups,
    "Категория": read_category,
    "Свойство": read_property,
    "СвойствоНоменклатуры": read_property,
    "ЕдиницаИзмерения": read_unit,
    "ТипЦены": read_price_type,
    "Склады": read_warehouses,
    "Товар": read_item,
    "Предложение": read_offer,
    "Документ": read_document,
    "Контрагент": read_partner_row,
    "ЭлементСправочника": read_directory_row,
}
# Rows whose identifiers must not repeat inside a part.
KINDS = {"Товар", "Предложение", "Контрагент", "Свойство", "ТипЦены", "Документ"}

# Row → the list it stands in, and what that list stands in (None: the root).
PLACES = {
    "Группа": ("Группы", {"Классификатор"}),
    "Категория": ("Категории", {"Классификатор", "Каталог"}),
    "Свойство": ("Свойства", {"Классификатор", "Каталог", "ПакетПредложений"}),
    "СвойствоНоменклатуры": ("Свойства", {"Классификатор", "Каталог"}),
    "ЕдиницаИзмерения": ("ЕдиницыИзмерения", {"Классификатор", "Каталог", "ПакетПредложений"}),
    "ТипЦены": ("ТипыЦен", {"Классификатор", "Каталог", "ПакетПредложений", "ИзмененияПакетаПредложений"}),
    "Товар": ("Товары", {"Каталог", "ИзмененияКаталога"}),
    "Предложение": ("Предложения", {"ПакетПредложений", "ИзмененияПакетаПредложений"}),
}
# Rows that stand in the root or in these lists of it.
LISTS = {"Документ": {"Контейнер", "Документы"}, "Контрагент": {"Контрагенты"}}
# Parts of sections that are read, or say nothing to us.
PARTS = {place for place, _holders in PLACES.values()} | {
    "Склады",
    "Владелец",
    "Контрагент",
    "Справочник",
    "ЭлементыСправочника",
    "ЭлементСправочника",
    "Поля",
}
HOLDERS_OF_WAREHOUSES = {"Классификатор", "Каталог", "ПакетПредложений", "ИзмененияПакетаПредложений"}


def is_row(name, parent, root):
    """Whether such an element of this parent is a row of the file and no part of another row."""
    above = parent.getparent()
    if name in PLACES:
        place, holders = PLACES[name]
        return LOCAL[parent.tag] == place and (above is root or (above is not None and LOCAL[above.tag] in holders))
    if name == "Склады":
        return parent is root or LOCAL[parent.tag] in HOLDERS_OF_WAREHOUSES
    if name == "ЭлементСправочника":
        return True
    return parent is root or (above is root and LOCAL[parent.tag] in LISTS[name])
