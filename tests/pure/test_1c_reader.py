"""The reader does not care how a base writes, only what: order, namespace, encoding and pieces change nothing."""

import io
import random
from collections import Counter
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from torg_1c.tools.commerceml import source
from torg_1c.tools.commerceml.reader import read
from torg_1c.tools.records import (
    ABSENT,
    DirectoryRec,
    HeaderRec,
    IssueRec,
    ItemRec,
    OfferRec,
    PriceRec,
    SectionEndRec,
    SectionRec,
    StockRec,
    UnknownRec,
)

from fakes.onec_data import Export

CALM = settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
HEAD = '<?xml version="1.0" encoding="UTF-8"?><КоммерческаяИнформация ВерсияСхемы="2.08">'
TAIL = "</КоммерческаяИнформация>"


def records(body):
    """All records of a text or bytes."""
    return list(read(io.BytesIO(body.encode() if isinstance(body, str) else body)))


def rows(body):
    """Records that a business cares for, without what tells where a section begins."""
    return [row for row in records(body) if not isinstance(row, HeaderRec | SectionRec | IssueRec)]


def wrap(inner):
    """A document around some parts."""
    return f"{HEAD}{inner}{TAIL}"


def offers(inner):
    """A package of offers."""
    return wrap(f"<ПакетПредложений><Ид>c#</Ид><Предложения>{inner}</Предложения></ПакетПредложений>")


def items(inner):
    """A catalogue of items."""
    return wrap(f"<Каталог><Ид>c</Ид><Товары>{inner}</Товары></Каталог>")


class Files(list):
    """Bodies that are not printed when a test fails."""

    def __repr__(self):
        return f"<{len(self)} files>"


@pytest.fixture(scope="session", params=["2.05", "2.08", "3.1"])
def export(request, tmp_path_factory):
    """Bytes of all files of a small base in one dialect."""
    folder = tmp_path_factory.mktemp("export")
    made = Export(items=7, offers=2, price_types=2, stores=2, version=request.param)
    names = made.write(folder)
    names.append(made.write_orders(folder, 3))
    return Files((folder / name).read_bytes() for name in names)


# === WHAT DOES NOT MATTER === #


@CALM
@given(seed=st.integers(0, 10**6))
def test_order_of_elements_does_not_matter(export, seed):
    chance = random.Random(seed)
    for body in export:
        root = etree.fromstring(body)
        for element in root.iter():
            names = {child.tag for child in element}
            if len(names) == len(element) > 1:  # a list keeps its order, it may mean something
                element[:] = chance.sample(list(element), len(element))
        assert Counter(map(repr, rows(etree.tostring(root, encoding="utf-8")))) == Counter(map(repr, rows(body)))


@pytest.mark.parametrize("namespace", ["", "urn:1C.ru:commerceml_210", "urn:x"])
def test_namespace_does_not_matter(export, namespace):
    for body in export:
        text = (
            body.decode().replace(' xmlns="urn:1C.ru:commerceml_2"', "").replace(' xmlns="urn:1C.ru:commerceml_3"', "")
        )
        other = (
            text.replace("<КоммерческаяИнформация", f'<КоммерческаяИнформация xmlns="{namespace}"')
            if namespace
            else text
        )
        assert rows(other) == rows(body)


def test_prefix_does_not_matter():
    plain = items("<Товар><Ид>a</Ид><Наименование>Имя</Наименование></Товар>")
    spoken = plain.replace("</", "</x:").replace("<", "<x:").replace("<x:/x:", "</x:").replace("<x:?", "<?")
    spoken = spoken.replace("<x:КоммерческаяИнформация", '<x:КоммерческаяИнформация xmlns:x="urn:1C.ru:commerceml_3"')
    assert rows(spoken) == rows(plain)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "windows-1251", "utf-16", "koi8-r"])
def test_encoding_does_not_matter(export, encoding):
    for body in export:
        text = body.decode().replace("№", "N").replace("«", '"').replace("»", '"')
        other = text.replace('encoding="utf-8"', f'encoding="{encoding.removesuffix("-sig")}"')
        assert rows(other.encode(encoding)) == rows(text)


@CALM
@given(size=st.integers(1, 97))
def test_pieces_of_any_size_give_the_same(export, size):
    before = source.PIECE
    try:
        source.PIECE = size
        found = [rows(body) for body in export[:1]]
    finally:
        source.PIECE = before
    assert found == [rows(body) for body in export[:1]]


@CALM
@given(order=st.permutations(range(5)))
def test_files_of_one_export_may_come_in_any_order(export, order):
    together = [Counter(map(repr, rows(export[place]))) for place in order if place < len(export)]
    straight = [Counter(map(repr, rows(body))) for body in export[:5]]
    assert sum(together, Counter()) == sum(straight, Counter())


def test_file_name_does_not_matter_but_content_does():
    kinds = wrap(
        "<Классификатор><Ид>k</Ид></Классификатор><Документ><Ид>d</Ид></Документ><Каталог><Ид>c</Ид></Каталог>"
    )
    assert [type(row).__name__ for row in rows(kinds)] == ["SectionEndRec", "OrderRec", "SectionEndRec"]


# === WHAT MATTERS === #


def test_absent_and_empty_are_two_things():
    (bare, empty) = [
        row
        for row in rows(
            items(
                "<Товар><Ид>a</Ид></Товар>"
                "<Товар><Ид>b</Ид><Описание/><Артикул></Артикул><Группы/><Картинка/><Вес/><Штрихкод/></Товар>"
            )
        )
        if isinstance(row, ItemRec)
    ]
    assert {getattr(bare, name) for name in ("description", "article", "group_ids", "pictures", "weight")} == {ABSENT}
    assert (empty.description, empty.article, empty.group_ids) == ("", "", ())
    assert (empty.pictures, empty.weight, empty.barcodes) == ((), None, ())


def test_offer_without_prices_differs_from_offer_with_none():
    (silent, none) = [
        row
        for row in rows(
            offers("<Предложение><Ид>a</Ид></Предложение><Предложение><Ид>b</Ид><Цены/><Остатки/></Предложение>")
        )
        if isinstance(row, OfferRec)
    ]
    assert (silent.prices, silent.stock) == (ABSENT, ABSENT)
    assert (none.prices, none.stock) == (0, 0)


@pytest.mark.parametrize(
    ("inner", "stock"),
    [
        ('<Склад ИдСклада="w " КоличествоНаСкладе="2,5"/><Количество>9</Количество>', {"w": "2.5"}),
        (
            "<Остатки><Остаток><Склад><Ид>w</Ид><Количество>1 000</Количество></Склад></Остаток></Остатки>",
            {"w": "1000"},
        ),
        ("<Остатки><Остаток><Количество>3</Количество></Остаток></Остатки>", {ABSENT: "3"}),
        ("<Количество>4</Количество>", {ABSENT: "4"}),
        ('<Склады><Склад ИдСклада="w" КоличествоНаСкладе="-1"/></Склады>', {"w": "-1"}),
    ],
)
def test_stock_is_read_in_all_its_forms(inner, stock):
    found = [
        row for row in rows(offers(f"<Предложение><Ид>a#b</Ид>{inner}</Предложение>")) if isinstance(row, StockRec)
    ]
    assert {row.warehouse_id: row.quantity for row in found} == {key: Decimal(value) for key, value in stock.items()}
    assert {(row.item_id, row.characteristic_id) for row in found} == {("a", "b")}


@pytest.mark.parametrize(
    ("inner", "told"),
    [
        ('<Склад ИдСклада="w" КоличествоНаСкладе="5" Резерв="2"/>', (5, 2)),
        ("<Остатки><Остаток><Склад><Ид>w</Ид><Количество>5</Количество><Резерв>0</Резерв></Склад></Остаток></Остатки>",
         (5, 0)),
        ('<Склад ИдСклада="w" КоличествоНаСкладе="5"/>', (5, ABSENT)),
        ("<Остатки><Остаток><Количество>5</Количество><Резерв>2,5</Резерв></Остаток></Остатки>", (5, Decimal("2.5"))),
    ],
)  # fmt: skip
def test_reserve_is_read_where_a_base_tells_it(inner, told):
    body = offers(f"<Предложение><Ид>a</Ид>{inner}</Предложение>")
    (row,) = [row for row in rows(body) if isinstance(row, StockRec)]
    assert (row.quantity, row.reserved) == told


def test_light_delta_is_keyed_by_both_identifiers():
    body = wrap(
        "<ИзмененияПакетаПредложений><Ид>c#</Ид><Предложения><Предложение><Ид>a</Ид><ИдХарактеристики>b"
        "</ИдХарактеристики><Цены><Цена><ИдТипаЦены>t</ИдТипаЦены><ЦенаЗаЕдиницу>5</ЦенаЗаЕдиницу></Цена></Цены>"
        "</Предложение></Предложения></ИзмененияПакетаПредложений>"
    )
    (price,) = [row for row in rows(body) if isinstance(row, PriceRec)]
    assert (price.offer_id, price.item_id, price.characteristic_id, price.price) == ("a#b", "a", "b", Decimal(5))


def test_delta_is_told_by_attribute_or_by_element():
    for part in (
        '<Каталог СодержитТолькоИзменения="true"><Ид>c</Ид></Каталог>',
        "<Каталог><Ид>c</Ид><СодержитТолькоИзменения>true</СодержитТолькоИзменения></Каталог>",
    ):
        (end,) = [row for row in records(wrap(part)) if isinstance(row, SectionEndRec)]
        assert end.section.only_changes is True
    (end,) = [row for row in records(wrap("<Каталог><Ид>c</Ид></Каталог>")) if isinstance(row, SectionEndRec)]
    assert end.section.only_changes is ABSENT


def test_pictures_keep_their_order_and_other_files_stand_apart():
    body = items(
        "<Товар><Ид>a</Ид><Картинка>f/2.jpg</Картинка><Картинка>f/1.png</Картинка><Картинка>f/c.pdf</Картинка>"
        "<ЗначенияРеквизитов><ЗначениеРеквизита><Наименование>ОписаниеФайла</Наименование>"
        "<Значение>f/1.png#Вид сбоку</Значение></ЗначениеРеквизита></ЗначенияРеквизитов></Товар>"
    )
    (item,) = [row for row in rows(body) if isinstance(row, ItemRec)]
    assert [(row.path, row.description) for row in item.pictures] == [("f/2.jpg", ABSENT), ("f/1.png", "Вид сбоку")]
    assert [row.path for row in item.files] == ["f/c.pdf"]


def test_requisites_keep_their_name_and_get_a_common_one():
    body = items(
        "<Товар><Ид>a</Ид><ЗначенияРеквизитов><ЗначениеРеквизита><Наименование>Повне найменування</Наименование>"
        "<Значение>Сир</Значение></ЗначениеРеквизита></ЗначенияРеквизитов></Товар>"
    )
    (item,) = [row for row in rows(body) if isinstance(row, ItemRec)]
    assert [(row.name, row.key) for row in item.requisites] == [("Повне найменування", "full_name")]
    assert item.full_name == "Сир"


def test_unknown_kinds_are_kept_row_by_row():
    rows_ = "".join(f"<Договор><Ид>{n}</Ид><Лимит>10</Лимит></Договор>" for n in range(3))
    found = [
        row
        for row in rows(wrap(f"<Договоры>{rows_}</Договоры><Каталог><Ид>c</Ид></Каталог>"))
        if isinstance(row, UnknownRec)
    ]
    assert [(row.kind, row.id) for row in found] == [("Договоры/Договор", str(n)) for n in range(3)]
    assert found[0].fields == (("Ид", "0"), ("Лимит", "10"))
    assert "<Лимит>10</Лимит>" in found[0].row


def test_unknown_parts_of_known_sections_are_kept_too():
    body = wrap("<Каталог><Ид>c</Ид><Серии><Серия><Ид>1</Ид></Серия><Серия><Ид>2</Ид></Серия></Серии></Каталог>")
    found = [(row.kind, row.id) for row in rows(body) if isinstance(row, UnknownRec)]
    assert found == [("Каталог/Серии/Серия", "1"), ("Каталог/Серии/Серия", "2")]


def test_directory_of_the_base_is_read_by_rows():
    body = wrap(
        "<Справочники><Справочник><Ид>s</Ид><Наименование>Цвета</Наименование><ЭлементыСправочника>"
        "<ЭлементСправочника><Ид>1</Ид><Цвет>Белый</Цвет></ЭлементСправочника></ЭлементыСправочника>"
        "</Справочник></Справочники>"
    )
    (row,) = [row for row in rows(body) if isinstance(row, DirectoryRec)]
    assert row == DirectoryRec("s", "Цвета", "1", (("Ид", "1"), ("Цвет", "Белый")))


def test_section_facts_that_come_late_are_told_at_the_end():
    body = wrap("<Каталог><Товары><Товар><Ид>a</Ид></Товар></Товары><Ид>late</Ид></Каталог>")
    begin, end = (row for row in records(body) if isinstance(row, SectionRec | SectionEndRec))
    assert (end.section, end.rows) == (replace(begin, id="late"), 1)
