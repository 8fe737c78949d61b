"""Values of properties become what fields want; offers tell what makes them different."""

from datetime import date
from decimal import Decimal

import pytest
from torg_1c.tools.convert import convert
from torg_1c.tools.dimensions import dimensions
from torg_1c.tools.fingerprint import fingerprint
from torg_1c.tools.problem import BadValue
from torg_1c.tools.records import CharacteristicRec, ItemRec, OfferRec


@pytest.mark.parametrize(
    ("text", "how", "value"),
    [
        ("1,1", "number", Decimal("1.1")),
        ("0.75 л", "number", Decimal("0.75")),
        ("12 %", "number", Decimal(12)),
        ("18 мес.", "months", Decimal(18)),
        ("18 мес.", "days", Decimal(540)),
        ("2 года", "months", Decimal(24)),
        ("72 часа", "days", Decimal(3)),
        ("30", "days", Decimal(30)),
        ("2026-03-02T00:00:00", "date", date(2026, 3, 2)),
        ("0001-01-01T00:00:00", "date", None),
        ("Да", "flag", True),
        ("нет", "flag", False),
        ("  text ", "text", "text"),
        ("", "number", None),
    ],
)
def test_text_becomes_a_value(text, how, value):
    assert convert(text, how) == value


@pytest.mark.parametrize(
    ("text", "how"), [("much", "number"), ("5 попугаев", "days"), ("soon", "date"), ("hm", "flag")]
)
def test_text_that_is_no_such_value_is_refused(text, how):
    with pytest.raises(BadValue):
        convert(text, how)


def offer(name, *rows):
    told = {"characteristics": tuple(CharacteristicRec(*row) for row in rows)} if rows else {}
    return OfferRec("i#abcdefgh-1", "i", "abcdefgh-1", name=name, **told)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (offer("Shirt", ("Size", "M"), ("Colour", "red")), {"Size": "M", "Colour": "red"}),
        (offer("Shirt (M, red)"), {"Characteristic": "M, red"}),
        (offer("Shirt (M (EU))"), {"Characteristic": "M (EU)"}),
        (offer("Shirt, red"), {"Characteristic": "red"}),
        (offer("Shirt"), {"Characteristic": "abcdefgh"}),
        (offer(""), {"Characteristic": "abcdefgh"}),
        (offer("Shirt (M)", ("Size", "")), {"Characteristic": "M"}),
    ],
)
def test_offer_tells_what_makes_it_different(row, expected):
    assert dimensions(row, "Shirt") == expected


def test_number_of_the_version_is_no_difference():
    assert fingerprint(ItemRec("i", "i", name="Red", version="1")) == fingerprint(
        ItemRec("i", "i", name="Red", version="2")
    )


def test_empty_is_not_absent():
    assert fingerprint(ItemRec("i", "i", article="")) != fingerprint(ItemRec("i", "i"))


def test_mapping_is_a_part_of_what_a_row_becomes():
    item = ItemRec("i", "i", name="Red")
    assert fingerprint(item, 1) != fingerprint(item, 2)
