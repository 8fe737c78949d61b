"""Values of 1C are read whatever they look like, and refused when they are none."""

import copy
import pickle
from datetime import datetime
from decimal import Decimal

import polib
import pytest
from hypothesis import given
from hypothesis import strategies as st
from torg_1c.tools import values
from torg_1c.tools.problem import ArchiveError, BadValue, ProtocolError, ReadError
from torg_1c.tools.records import ABSENT, OfferRec

from fakes.pure import ADDONS


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("5", "5"),
        ("-3", "-3"),
        ("1234.50", "1234.50"),
        ("1 234,50", "1234.50"),
        ("1\u00a0234,5", "1234.5"),
        ("1,234.50", "1234.50"),
        ("1.234,50", "1234.50"),
        ("1,234,567", "1234567"),
        ("0,5 ", "0.5"),
        ("1E+3", "1000"),
        (".5", "0.5"),
        ("10'000", "10000"),
    ],
)
def test_number_is_read(text, number):
    assert values.parse_decimal(text) == Decimal(number)


@pytest.mark.parametrize("text", ["abc", "NaN", "Infinity", "1-2", "1E+99", "9" * 40, "1.2.3", "--1"])
def test_what_is_no_number_is_refused(text):
    with pytest.raises(BadValue) as caught:
        values.parse_decimal(text)
    assert caught.value.code == "bad_number"
    assert caught.value.params["value"] in caught.value.text


def test_empty_values_are_none():
    for parse in (values.parse_decimal, values.parse_flag, values.parse_datetime, values.parse_vat):
        assert parse("  ") is None


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**12), max_value=10**12))
def test_number_survives_both_ways_of_writing(number):
    plain = f"{number:f}"
    assert values.parse_decimal(plain) == number
    assert values.parse_decimal(plain.replace(".", ",")) == number


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2018-02-23T20:45:12", datetime(2018, 2, 23, 20, 45, 12)),
        ("2015-04-21", datetime(2015, 4, 21)),
        ("2017-08-01 15:46:09", datetime(2017, 8, 1, 15, 46, 9)),
        ("11.02.2021 18:45:21", datetime(2021, 2, 11, 18, 45, 21)),
        ("2015-04-21T0:36:33", datetime(2015, 4, 21, 0, 36, 33)),
        ("2015-04-21UTC02:25:51", datetime(2015, 4, 21, 2, 25, 51)),
        ("20170801154609", datetime(2017, 8, 1, 15, 46, 9)),
        ("20170801", datetime(2017, 8, 1)),
        ("2020-01-02T03:04:05Z", datetime(2020, 1, 2, 3, 4, 5)),
        ("2020-01-02T03:04:05+03:00", datetime(2020, 1, 2, 3, 4, 5)),
        ("2020-01-02T03:04:05.5", datetime(2020, 1, 2, 3, 4, 5, 500000)),
        ("0001-01-01T00:00:00", None),
        ("01.01.0001", None),
    ],
)
def test_date_is_read_as_naive_local_time(text, moment):
    assert values.parse_datetime(text) == moment


@pytest.mark.parametrize("text", ["2020-13-01", "31.02.2020", "вчера", "2020-01-02T25:00:00", "12"])
def test_what_is_no_date_is_refused(text):
    with pytest.raises(BadValue):
        values.parse_datetime(text)


def test_clock_beside_the_day_is_joined_and_a_bad_one_ignored():
    day = datetime(2020, 1, 2)
    assert values.join_time(day, "T0:36:33") == datetime(2020, 1, 2, 0, 36, 33)
    assert values.join_time(day, "25:00") == day
    assert values.join_time(None, "10:00") is None


@pytest.mark.parametrize(("text", "flag"), [("true", True), ("Да", True), ("1", True), ("ложь", False), ("НЕТ", False)])
def test_flag_is_read(text, flag):
    assert values.parse_flag(text) is flag


def test_what_is_no_flag_is_refused():
    with pytest.raises(BadValue):
        values.parse_flag("может быть")


@pytest.mark.parametrize(
    ("text", "percent", "from_total"),
    [
        ("20", 20, False),
        ("22%", 22, False),
        ("НДС 10", 10, False),
        ("НДС20", 20, False),
        ("20/120", 20, True),
        ("НДС22_122", 22, True),
        ("0", 0, False),
        ("Без налога", None, False),
        ("без НДС", None, False),
        ("5,0 %", 5, False),
    ],
)
def test_vat_is_read(text, percent, from_total):
    assert values.parse_vat(text) == values.VatRate(None if percent is None else Decimal(percent), from_total)


@pytest.mark.parametrize("text", ["особая", "120", "20/100"])
def test_what_is_no_vat_is_refused(text):
    with pytest.raises(BadValue):
        values.parse_vat(text)


def test_currencies_and_units_are_known_by_all_their_names():
    assert {values.currency_code(word) for word in ("руб", "руб.", "RUR", "643", "₽", "RUB ")} == {"RUB"}
    assert values.currency_code("талер") is None
    assert {values.unit_code(word) for word in ("796 ", "шт", "PCE", "шт.")} == {"796"}
    assert values.unit_code("6") == "006"
    assert values.unit_code("2009") is None


def test_offer_is_the_pair_of_item_and_characteristic():
    assert values.split_id("a#b") == ("a", "b")
    assert values.split_id("a") == ("a", "")


def test_absent_is_one_false_thing_that_survives_copies():
    assert not ABSENT
    assert copy.deepcopy(OfferRec("a", "a")).name is ABSENT
    assert pickle.loads(pickle.dumps(OfferRec("a", "a"))) == OfferRec("a", "a")
    assert ABSENT != ""


@pytest.mark.parametrize("kind", [ArchiveError, BadValue, ProtocolError, ReadError])
def test_every_sentence_can_be_said(kind):
    class Anything(dict):
        def __missing__(self, key):
            return "x"

    for code, sentence in kind.sentences.items():
        assert (sentence % Anything()).endswith((".", ":")), code


def test_every_sentence_has_its_russian():
    known = {entry.msgid for entry in polib.pofile(str(ADDONS / "torg_1c" / "i18n" / "ru.po"))}
    sentences = {
        text for kind in (ArchiveError, BadValue, ProtocolError, ReadError) for text in kind.sentences.values()
    }
    assert sentences <= known
