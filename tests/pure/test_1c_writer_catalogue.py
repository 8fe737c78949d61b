"""A catalogue that is written is read again as it was."""

import io
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import pytest
from torg_1c.tools.commerceml.reader import read
from torg_1c.tools.commerceml.writer_catalogue import write_catalogue, write_offers
from torg_1c.tools.records import (
    ABSENT,
    CharacteristicRec,
    GroupRec,
    IssueRec,
    ItemRec,
    OfferRec,
    PriceRec,
    PriceTypeRec,
    RequisiteRec,
    StockRec,
    TaxRec,
    UnitRec,
    WarehouseRec,
)

NOW = datetime(2026, 3, 2, 12, 0)
UNIT = UnitRec(code="796", name="шт", full_name="Штука", international="PCE")


def rows_of(body, kind):
    """Rows of a kind; nothing of the file may be remarked upon."""
    rows = list(read(io.BytesIO(body)))
    assert not [row for row in rows if isinstance(row, IssueRec)]
    return [row for row in rows if isinstance(row, kind)]


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1251"])
@pytest.mark.parametrize("version", ["2.05", "2.07", "2.10", "3.1"])
def test_items_come_back_as_they_were_told(version, encoding):
    groups = [GroupRec("g2", "Красные", "g1"), GroupRec("g1", "Вина", "")]
    item = ItemRec(
        "i",
        "i",
        name="Вино «Таврино» <0,75>",
        full_name="Вино красное & сухое",
        article="101-001",
        barcodes=("2000001010013", "2000001010020"),
        unit=UNIT,
        group_ids=("g2",),
        description="<p>Ежевика</p>",
        weight=Decimal("1.250"),
        taxes=(TaxRec("НДС", rate_text="22"),),
        requisites=(RequisiteRec("ТипНоменклатуры", "Товар"),),
    )
    body = write_catalogue(groups, [item, ItemRec("gone", "gone", name="Old", deleted=True)], NOW, version, encoding)
    told = [(row.id, row.name, row.parent_id) for row in rows_of(body, GroupRec)]
    assert told == [("g1", "Вина", ""), ("g2", "Красные", "g1")]
    found, gone = rows_of(body, ItemRec)
    for name in ("item_id", "name", "full_name", "article", "barcodes", "group_ids", "description", "weight"):
        assert getattr(found, name) == getattr(item, name), name
    assert (found.unit.code, found.unit.name, found.unit.okei) == ("796", "шт", "796")
    assert (found.taxes[0].rate.percent, found.deleted) == (Decimal(22), ABSENT)
    assert gone.deleted is True
    assert gone.article is ABSENT


def test_offers_come_back_with_prices_and_stock():
    offer = OfferRec(
        "i#c", "i", "c", name="Дверь (Венге)", article="801", characteristics=(CharacteristicRec("Цвет", "Венге"),)
    )
    price = PriceRec("i#c", "i", "c", "retail", Decimal("690.50"), "руб", "RUB")
    stock = StockRec("i#c", "i", "c", "w1", Decimal("7.5"))
    kinds, stores = [PriceTypeRec("retail", "Розничная", "руб", tax_included=True)], [WarehouseRec("w1", "Садовая")]
    body = write_offers(kinds, stores, [offer], [price], [stock], NOW)
    [found] = rows_of(body, OfferRec)
    assert (found.item_id, found.characteristic_id, found.name, found.article) == ("i", "c", "Дверь (Венге)", "801")
    assert found.characteristics == offer.characteristics
    [cost] = rows_of(body, PriceRec)
    assert (cost.price_type_id, cost.price, cost.currency_code) == ("retail", Decimal("690.50"), "RUB")
    assert rows_of(body, StockRec) == [stock]
    [kind] = rows_of(body, PriceTypeRec)
    assert (kind.name, kind.currency_code, kind.tax_included) == ("Розничная", "RUB", True)
    assert [row.name for row in rows_of(body, WarehouseRec)] == ["Садовая"]


def test_the_same_records_give_the_same_bytes():
    item = ItemRec("i", "i", name="Rum", unit=UNIT)
    assert write_catalogue([], [item], NOW) == write_catalogue([], [item], NOW)


def test_unit_with_a_control_character_does_not_break_the_file():
    item = ItemRec("i", "i", name="Rum", unit=replace(UNIT, name="ш\x02т", full_name="Шту\x00ка"))
    [found] = rows_of(write_catalogue([], [item], NOW), ItemRec)
    assert (found.unit.name, found.unit.full_name) == ("шт", "Штука")
