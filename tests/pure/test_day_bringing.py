"""What the site has brought, asked of a company that needs no server."""

import json

import pytest
from day.bringing import Bringing, is_named
from day.report import Report
from day.shoppers import Visit

NAMES = {1: "Сок", 2: "Вино (0,75 л)", 3: "Вода"}
LINES = [{"product": 1, "quantity": 1}]
BASKET = {"number": "T-1", "store": "A", "customer": {"id": 4}, "lines": LINES, "delivery": {"method": 8}}


class Answer:
    """What the API says."""

    def __init__(self, status=200, **body):
        self.status_code, self.body, self.text = status, body, json.dumps(body)

    def json(self):
        """Read it."""
        return self.body


class Company:
    """The API of a company that has some ways of delivery and one answer for every quote."""

    def __init__(self, quote, *ways):
        self.quote, self.ways, self.asked = quote, ways, []

    def get(self, _path):
        """Ways of delivery."""
        return {"items": [{"id": 7 + place, "pickup": pickup} for place, pickup in enumerate(self.ways)]}

    def post(self, _path, body):
        """The quote."""
        self.asked.append(body)
        return self.quote


def ask(quote, *ways):
    """The site of that company, and what it says of its day."""
    report = Report(quiet=True)
    return Bringing(Company(quote, *(ways or (True, False))), report), report


def refuse(code, detail, pointer="/delivery"):
    """A quote with a problem."""
    return Answer(can_order=False, problems=[{"code": code, "detail": detail, "pointer": pointer}])


def test_goods_that_the_refusal_does_not_name_may_be_brought():
    bringing, report = ask(refuse("restricted", "Вино may only be picked up in a store."))
    assert bringing.body["method"] == 8
    assert bringing.find_goods(NAMES) == {1, 3}
    assert not report.reasons


@pytest.mark.parametrize(
    ("quote", "way", "reason"),
    [
        (refuse("restricted", "Сок, Вино, Вода may only be picked up."), False, "none of 3 goods may be brought"),
        (refuse("not_delivered", "Nobody goes there.", "/delivery/address"), False, "Nobody goes there."),
        (Answer(500, detail="broken"), False, "broken"),
        (Answer(), True, "the company has no way of delivery"),
    ],
)
def test_company_that_brings_nothing_says_why(quote, way, reason):
    bringing, report = ask(quote, True, way)
    assert bringing.find_goods(NAMES) == set()
    assert any(reason in why for why in report.reasons["deliveries"])


def test_lack_of_pieces_does_not_stand_in_the_way_of_asking():
    assert ask(refuse("not_enough", "Сок: 0", "/lines/0"))[0].find_goods(NAMES) == {1, 2, 3}


def test_basket_that_may_not_be_brought_after_all_is_picked_up_and_says_why():
    bringing, report = ask(refuse("slot", "Full."))
    settled = bringing.settle(Visit("good", BASKET))
    assert "delivery" not in settled
    assert settled["store"] == "A"
    assert list(report.reasons["deliveries"]) == ["Full."]
    assert ask(Answer(can_order=True))[0].settle(Visit("good", BASKET)) == BASKET


def test_spoilt_basket_is_sent_as_it_is():
    bringing, _report = ask(refuse("slot", "Full."))
    assert bringing.settle(Visit("bad", BASKET)) is BASKET
    assert bringing.site.asked == []


@pytest.mark.parametrize(
    ("name", "named"),
    [("Вино (0,75 л)", True), ("Вино", True), ("Вода", False), ("Вода (Вино)", False)],
)
def test_variant_is_named_by_its_goods(name, named):
    assert is_named(name, "Вино may only be picked up") is named
