"""Items of the catalogue."""

from functools import lru_cache

from ..records import (
    ABSENT,
    CharacteristicRec,
    FileRec,
    ItemRec,
    PackRec,
    PictureRec,
    PropertyValueRec,
    RefRec,
    TaxRec,
    UnitRec,
)
from ..values import parse_decimal, parse_vat, split_id, unit_code
from .fields import LOCAL, by_key, children, content, every, nested, requisites, text, texts
from .rows_reference import marks, needed_id

PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".bmp", ".tif", ".tiff", ".svg")
GONE = {"удален", "удалён"}


def read_item(element, remarks):
    """Item; marked as deleted by its Статус as well."""
    kids = children(element)
    row_id = needed_id(kids, "Товар")
    item_id, characteristic_id = split_id(row_id)
    more = requisites(kids["ЗначенияРеквизитов"]) if "ЗначенияРеквизитов" in kids else ABSENT
    known = by_key(more)
    yield ItemRec(
        id=row_id,
        item_id=item_id,
        characteristic_id=characteristic_id,
        name=text(kids, "Наименование"),
        full_name=_told(kids, "ПолноеНаименование", known, "full_name"),
        code=_told(kids, "Код", known, "code"),
        category_id=text(kids, "Категория"),
        description=text(kids, "Описание"),
        manufacturer=_manufacturer(kids),
        brand=text(kids, "ТорговаяМарка"),
        country=text(kids, "Страна"),
        weight=_weight(kids, known, remarks),
        taxes=_taxes(kids, remarks),
        components=_references(kids, "Комплектующие"),
        analogues=_references(kids, "Аналоги"),
        group_ids=tuple(map(content, nested(kids, "Группы", "Ид"))) if "Группы" in kids else ABSENT,
        files=_files(element, kids, more),
        requisites=more,
        **common(element, kids, remarks, more),
        **_state(element, kids, remarks),
    )


def _state(element, kids, remarks):
    """What every row carries, and the Статус that may say the item is gone."""
    status = element.get("Статус", ABSENT)
    state = marks(kids, remarks) | {"status": status}
    if status and status.strip().casefold() in GONE:
        state["deleted"] = True
    return state


def common(element, kids, remarks, more):
    """Fields that items and offers share."""
    return {
        "article": text(kids, "Артикул"),
        "barcodes": _barcodes(element, kids),
        "unit": read_base_unit(kids),
        "packs": read_packs(kids, remarks),
        "pictures": _pictures(element, kids, more),
        "properties": _properties(kids, remarks),
        "characteristics": read_characteristics(kids),
    }


def _told(kids, name, known, key):
    """Text of the element, else of the requisite."""
    found = text(kids, name)
    return known.get(key, ABSENT) if found is ABSENT else found


def _weight(kids, known, remarks):
    if "Вес" in kids:
        return remarks.number(kids, "Вес")
    return remarks.parsed(parse_decimal, known.get("weight", ABSENT), "Вес")


def _barcodes(element, kids):
    if "Штрихкод" not in kids and "ШтрихКод" not in kids:
        return ABSENT
    rows = (content(child) for child in element if LOCAL[child.tag] in ("Штрихкод", "ШтрихКод"))
    return tuple(dict.fromkeys(row for row in rows if row))


def read_base_unit(kids):
    """БазоваяЕдиница with codes as attributes (2.x) or Единица with elements (3.x)."""
    if "БазоваяЕдиница" in kids:
        element = kids["БазоваяЕдиница"]
        words = map(element.get, ("Код", "НаименованиеПолное", "МеждународноеСокращение"))
        return _unit_of_words(element.text, *words)  # what follows the text may be packs
    if "Единица" not in kids:
        return ABSENT
    element = kids["Единица"]
    parts = children(element)
    if not parts:
        return _unit_of_words(element.text, None, None, None)
    code, name = text(parts, "Код"), text(parts, "НаименованиеКраткое")
    full = text(parts, "НаименованиеПолное")
    okei = unit_code(*(word for word in (code, name, full) if word))
    return UnitRec(text(parts, "Ид"), code, name, full, text(parts, "МеждународноеСокращение"), okei)


@lru_cache(1024)
def _unit_of_words(name, code, full, international):
    """The same few units stand in all rows of a file."""
    name = (name or "").strip()
    code, full, international = (ABSENT if word is None else word.strip() for word in (code, full, international))
    okei = unit_code(*(word for word in (code, international, name, full) if word))
    return UnitRec(ABSENT, code, name, full, international, okei)


def read_packs(kids, remarks):
    """Other units of the item, inside the base unit (2.x) or beside it (Единицы, 3.x)."""
    rows = []
    for name in ("БазоваяЕдиница", "Единицы", "Упаковки"):
        if name in kids:
            rows += [row for row in kids[name] if LOCAL[row.tag] in ("Пересчет", "Единица", "Упаковка")]
    if not rows:
        return ABSENT
    return tuple(_pack(children(row), remarks) for row in rows)


def _pack(parts, remarks):
    return PackRec(
        unit=text(parts, "Единица", "ЕдиницаИзмерения", "Наименование"),
        factor=remarks.number(parts, "Коэффициент"),
        barcode=text(parts, "Штрихкод", "ШтрихКод"),
        weight=remarks.number(parts, "Вес"),
    )


# === PICTURES AND FILES === #


def _pictures(element, kids, more):
    if "Картинка" not in kids:
        return ABSENT
    told = _descriptions(more)
    paths = [path for path in map(content, every(element, "Картинка")) if path and is_picture(path)]
    return tuple(PictureRec(path, told.get(path, ABSENT)) for path in dict.fromkeys(paths))


def _files(element, kids, more):
    """Whatever hangs on the item and is no picture: in Картинка, or in a requisite."""
    told = _descriptions(more)
    found = [FileRec(path, told.get(path, ABSENT)) for path in map(content, every(element, "Картинка"))]
    found = [row for row in found if row.path and not is_picture(row.path)]
    for row in more or ():
        if row.key in ("file", "description_html") and row.value:
            path, _hash, text_of = row.value.partition("#")
            kind = "file" if row.key == "file" else "html"
            found.append(FileRec(path, text_of or ABSENT, kind))
    return tuple(dict.fromkeys(found)) if found or "Картинка" in kids else ABSENT


def is_picture(path):
    """Whether the path is a picture's; a path without an ending is taken for one."""
    name = path.rpartition("/")[2].lower()
    return name.endswith(PICTURES) or "." not in name


def _descriptions(more):
    rows = (row.value.partition("#") for row in more or () if row.key == "picture_description")
    return {path: description for path, _hash, description in rows if description}


# === LISTS === #


def _manufacturer(kids):
    if "Изготовитель" not in kids:
        return ABSENT
    parts = children(kids["Изготовитель"])
    return RefRec(text(parts, "Ид"), text(parts, "Наименование", "ОфициальноеНаименование"))


def _taxes(kids, remarks):
    rows = nested(kids, "СтавкиНалогов", "СтавкаНалога")
    if rows is ABSENT:
        return ABSENT
    found = []
    for row in rows:
        parts = children(row)
        rate = text(parts, "Ставка")
        found.append(TaxRec(text(parts, "Наименование"), remarks.parsed(parse_vat, rate, "Ставка"), rate))
    return tuple(found)


def _properties(kids, remarks):
    """Values of properties; one property may stand twice or hold several values."""
    if "ЗначенияСвойств" not in kids:
        return ABSENT
    found = {}
    for row in kids["ЗначенияСвойств"]:
        with remarks.guarded("row"):
            key = needed_id(children(row), "ЗначенияСвойства")
            found.setdefault(key, []).extend(content(value) for value in row if LOCAL[value.tag] == "Значение")
    return tuple(PropertyValueRec(key, tuple(values)) for key, values in found.items())


def read_characteristics(kids):
    """Dimensions of the characteristic in the order sent."""
    if "ХарактеристикиТовара" not in kids:
        return ABSENT
    rows = map(texts, kids["ХарактеристикиТовара"])
    return tuple(
        CharacteristicRec(row.get("Наименование", ""), row.get("Значение", ""), row.get("Ид", ABSENT)) for row in rows
    )


def _references(kids, name):
    """Identifiers of the items a list names, with what it says of them left to the row's text."""
    if name not in kids:
        return ABSENT
    rows = (text(children(row), "Ид", "ИдТовара") if len(row) else content(row) for row in kids[name])
    return tuple(row for row in rows if row)
