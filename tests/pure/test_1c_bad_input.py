"""Bad input ends with a sentence a person can act on, and the good rows around it stand."""

import io
import itertools

import pytest
from test_1c_reader import HEAD, TAIL, items, offers, records, wrap
from torg_1c.tools.commerceml.reader import read
from torg_1c.tools.problem import ReadError
from torg_1c.tools.records import IssueRec, ItemRec, OfferRec, OrderRec, PriceRec, StockRec

GOOD = "<Товар><Ид>good{}</Ид></Товар>"


def broken(body):
    """Records before the break, and the error."""
    found = []
    stream = io.BytesIO(body.encode() if isinstance(body, str) else body)
    with pytest.raises(ReadError) as caught:
        found.extend(iter_into(found, read(stream)))
    assert caught.value.text
    return found, caught.value


def iter_into(found, rows):
    """Put rows into the list as they come, so that those before an error are kept."""
    for row in rows:
        found.append(row)
    return []


def issues(body):
    """Issues of a body as pairs of level and code."""
    return [(row.level, row.code) for row in records(body) if isinstance(row, IssueRec)]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "empty"),
        (b" \n ", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"not xml", "not_xml"),
        (b"PK\x03\x04abcdefghij", "not_xml"),
        (b"<!DOCTYPE html><html></html>", "html"),
        (b"<html><body>Login</body></html>", "html"),
        (b"<?xml version='1.0'?><Envelope><a/></Envelope>", "other_root"),
        (b"<?xml version='1.0'?>    ", "cut"),
        (HEAD.encode() + b"<a", "cut"),
        (HEAD.encode(), "cut"),
    ],
)
def test_what_is_no_exchange_file_is_named(body, code):
    assert broken(body)[1].code == code


@pytest.mark.parametrize(
    "prolog",
    [
        '<!DOCTYPE x [<!ENTITY a "b">]>',
        '<!-- x --><!DOCTYPE x SYSTEM "file:///etc/passwd">',
        "<?pi?>\n<!DOCTYPE x>",
        "<!-- " + "x" * 200_000 + " --><!DOCTYPE x>",
    ],
)
def test_document_type_is_refused_wherever_it_hides(prolog):
    assert broken(f"<?xml version='1.0'?>{prolog}<КоммерческаяИнформация/>")[1].code == "doctype"


def test_entity_that_nobody_declared_breaks_the_file():
    assert broken(items("<Товар><Ид>&evil;</Ид></Товар>"))[1].code == "entity"


def test_endless_prolog_is_refused():
    body = itertools.chain([HEAD.encode()[:38]], itertools.repeat(b" " * 65536, 40))

    class Stream:
        def read(self, size):
            return next(body, b"")

    with pytest.raises(ReadError) as caught:
        list(read(Stream()))
    assert caught.value.code == "long_prolog"


def test_good_rows_before_the_break_stand():
    many = "".join(GOOD.format(n) for n in range(5000))
    found, problem = broken(items(many)[:-40])
    assert problem.code == "cut"
    assert sum(isinstance(row, ItemRec) for row in found) == 5000
    found, problem = broken(items(many + "<Товар><Ид>x</Товар>"))
    assert problem.code == "broken"
    assert sum(isinstance(row, ItemRec) for row in found) == 5000


def test_ten_thousand_levels_are_refused():
    deep = "<Группы><Группа><Ид>g</Ид>" * 10_000
    found, problem = broken(wrap(f"<Классификатор><Ид>k</Ид>{deep}"))
    assert problem.code == "too_deep"
    assert len(found) < 10


def test_value_of_eleven_million_letters_is_refused():
    assert broken(items(f"<Товар><Ид>a</Ид><Описание>{'x' * 11_000_000}</Описание></Товар>"))[1].code == "too_long"


def test_encoding_that_is_not_the_declared_one_is_found_out_and_told():
    body = wrap(
        "<Каталог><Ид>c</Ид><Товары><Товар><Ид>a</Ид><Наименование>Сыр</Наименование></Товар></Товары></Каталог>"
    )
    rows = records(body.encode("cp1251"))
    assert next(row.name for row in rows if isinstance(row, ItemRec)) == "Сыр"
    assert ("note", "encoding_differs") in [(row.level, row.code) for row in rows if isinstance(row, IssueRec)]
    rows = records(body.replace("UTF-8", "windows-1251").encode())
    assert next(row.name for row in rows if isinstance(row, ItemRec)) == "Сыр"


def test_byte_of_another_encoding_far_inside_ends_the_file_with_its_place():
    many = "".join(GOOD.format(n) for n in range(9000)).encode()
    body = items("@").encode().replace(b"@", many + b"<a>\xd1\xd1\xd1</a>" + many)
    found, problem = broken(body)
    assert problem.code == "encoding"
    assert problem.params["position"] > 65536
    assert any(isinstance(row, ItemRec) for row in found)


def test_control_characters_are_left_out_and_told():
    body = items("<Товар><Ид>a</Ид><Наименование>С\x02ы\x0bр&#x1;&#31;\ufffe</Наименование></Товар>")
    rows = records(body)
    assert next(row.name for row in rows if isinstance(row, ItemRec)) == "Сыр"
    (issue,) = [row for row in rows if isinstance(row, IssueRec)]
    assert (issue.code, issue.params) == ("control_characters", {"count": 5})


def test_reference_to_a_control_character_cut_by_a_piece_is_left_out(monkeypatch):
    from torg_1c.tools.commerceml import source

    body = items("<Товар><Ид>a</Ид><Наименование>С&#x0002;р&amp;&#65;</Наименование></Товар>")
    for size in range(1, 40):
        monkeypatch.setattr(source, "PIECE", size)
        assert next(row.name for row in records(body) if isinstance(row, ItemRec)) == "Ср&A"


def test_row_without_identifier_is_left_out_with_its_text():
    rows = records(items(GOOD.format(1) + "<Товар><Наименование>Безымянный</Наименование></Товар>" + GOOD.format(2)))
    assert [row.id for row in rows if isinstance(row, ItemRec)] == ["good1", "good2"]
    (issue,) = [row for row in rows if isinstance(row, IssueRec)]
    assert (issue.level, issue.code, issue.where) == ("row", "no_id", "Товар")
    assert "Безымянный" in issue.row


def test_bad_price_leaves_the_offer_and_its_other_prices():
    prices = "".join(
        f"<Цена><ИдТипаЦены>{n}</ИдТипаЦены><ЦенаЗаЕдиницу>{price}</ЦенаЗаЕдиницу></Цена>"
        for n, price in enumerate(("1", "дорого", "3"))
    )
    rows = records(
        offers(
            f"<Предложение><Ид>a</Ид><Цены>{prices}</Цены><Остатки><Остаток><Склад><Ид>w</Ид>"
            "<Количество>много</Количество></Склад></Остаток></Остатки></Предложение>"
        )
    )
    assert [str(row.price) for row in rows if isinstance(row, PriceRec)] == ["1", "3"]
    assert not [row for row in rows if isinstance(row, StockRec)]
    assert [row.prices for row in rows if isinstance(row, OfferRec)] == [2]
    bad = [row for row in rows if isinstance(row, IssueRec)]
    assert [(row.level, row.code, row.params["offer"]) for row in bad] == [("row", "bad_number", "a")] * 2


def test_bad_child_group_leaves_its_neighbours():
    body = wrap(
        "<Классификатор><Ид>k</Ид><Группы><Группа><Ид>a</Ид><Группы><Группа><Наименование>x</Наименование><Группы>"
        "<Группа><Ид>c</Ид></Группа></Группы></Группа></Группы></Группа></Группы></Классификатор>"
    )
    found = [(row.id, row.parent_id) for row in records(body) if type(row).__name__ == "GroupRec"]
    assert found == [("a", ""), ("c", "a")]


def test_identifier_that_stands_twice_is_told_and_both_rows_go_on():
    rows = records(items(GOOD.format(1) * 2))
    assert sum(isinstance(row, ItemRec) for row in rows) == 2
    assert issues(items(GOOD.format(1) * 2)) == [("note", "duplicate_id")]
    assert not issues(
        items(GOOD.format(1)).replace(TAIL, "") + "<ПакетПредложений><Предложения><Предложение><Ид>good1</Ид>"
        "</Предложение></Предложения></ПакетПредложений>" + TAIL
    )


def test_unknown_currency_is_told_once():
    price = "<Цены><Цена><ИдТипаЦены>t</ИдТипаЦены><ЦенаЗаЕдиницу>1</ЦенаЗаЕдиницу><Валюта>талер</Валюта></Цена></Цены>"
    body = offers("".join(f"<Предложение><Ид>{n}</Ид>{price}</Предложение>" for n in range(3)))
    assert issues(body) == [("note", "unknown_currency")]
    assert {(row.currency, row.currency_code) for row in records(body) if isinstance(row, PriceRec)} == {
        ("талер", None)
    }


@pytest.mark.parametrize(
    ("total", "taxes", "wrong"),
    [
        ("100", "", False),
        ("90", "", True),
        ("120", "<Налоги><Налог><УчтеноВСумме>false</УчтеноВСумме><Сумма>20</Сумма></Налог></Налоги>", False),
        ("95", "<Скидки><Скидка><Сумма>5</Сумма><УчтеноВСумме>false</УчтеноВСумме></Скидка></Скидки>", False),
    ],
)
def test_total_that_the_lines_do_not_make_is_told(total, taxes, wrong):
    body = wrap(
        f"<Документ><Ид>d</Ид><Номер>7</Номер><Сумма>{total}</Сумма>{taxes}<Товары><Товар><Ид>a</Ид><Сумма>60</Сумма>"
        "</Товар><Товар><Ид>b</Ид><Сумма>40</Сумма></Товар></Товары></Документ>"
    )
    assert issues(body) == ([("note", "total_differs")] if wrong else [])
    assert sum(isinstance(row, OrderRec) for row in records(body)) == 1


def test_document_that_names_nothing_is_left_out():
    assert issues(wrap("<Документ><Сумма>5</Сумма></Документ>")) == [("row", "no_id")]


def test_bad_flag_or_date_costs_the_value_not_the_row():
    body = wrap("<Документ><Ид>d</Ид><Дата>позавчера</Дата><ПометкаУдаления>угу</ПометкаУдаления></Документ>")
    assert issues(body) == [("note", "bad_date"), ("note", "bad_flag")]
    assert sum(isinstance(row, OrderRec) for row in records(body)) == 1
