"""Values of properties and requisites as fields of a product want them."""

import re
from decimal import Decimal

from .problem import BadValue
from .values import parse_datetime, parse_decimal, parse_flag

NUMBER = re.compile(r"-?\d[\d \u00a0\u202f]*(?:[.,]\d+)?")
DAYS = {
    "ч": Decimal(1) / 24,
    "час": Decimal(1) / 24,
    "д": 1,
    "сут": 1,
    "нед": 7,
    "мес": 30,
    "м": 30,
    "год": 365,
    "г": 365,
    "лет": 365,
}
MONTHS = {"д": Decimal(12) / 365, "сут": Decimal(12) / 365, "нед": Decimal(12) / 52, "м": 1, "г": 12, "лет": 12}


def number(text):
    """First number of the text: ``1,1``, ``0.75 л``, ``12 %``.

    :raise BadValue: there is none
    """
    found = NUMBER.search(text)
    if not found:
        raise BadValue("bad_number", value=text[:50])
    return parse_decimal(found[0])


def duration(text, in_months=False):
    """Days, or months, of ``18 мес.``, ``2 года``, ``72 часа``, ``36 сут``; a bare number is what is asked for.

    :raise BadValue: there is no number, or a word nobody knows
    """
    amount = number(text)
    unit = NUMBER.sub("", text, count=1).strip(" .").casefold()
    if not unit:
        return amount
    table = MONTHS if in_months else DAYS
    for word in sorted(table, key=len, reverse=True):
        if unit.startswith(word):
            return round(amount * table[word], 2)
    raise BadValue("bad_number", value=text[:50])


def date(text):
    """Day of the text, None for the empty date of 1C.

    :raise BadValue: it is no date
    """
    moment = parse_datetime(text)
    return moment and moment.date()


CONVERSIONS = {
    "text": str.strip,
    "number": number,
    "days": duration,
    "months": lambda text: duration(text, in_months=True),
    "date": date,
    "flag": parse_flag,
}


def convert(text, how):
    """The value of the text, None where it is empty.

    :raise BadValue: the text is no such value
    """
    return CONVERSIONS[how](text) if text.strip() else None
