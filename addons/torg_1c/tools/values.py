"""Values as 1C writes them: numbers, dates, flags, VAT rates, currencies, units, identifiers.

An empty text is None everywhere; what cannot be read is a BadValue. Identifiers stay as they were sent, without the
blanks 1C pads its codes with.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from .problem import BadValue

SPACES = dict.fromkeys(map(ord, " \t\r\n\u00a0\u2007\u2009\u202f'"))
CONTROL = dict.fromkeys([*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF])
SIMPLE = re.compile(r"-?\d{1,18}(?:\.\d{1,18})?\Z", re.ASCII)
DIGITS = 38  # 1C's own limit

TRUE = {"true", "да", "1", "истина", "yes", "так", "иә"}
FALSE = {"false", "нет", "0", "ложь", "no", "ні", "жоқ"}


def clean(text):
    """Text without the characters XML does not allow."""
    return text.translate(CONTROL)


@lru_cache(4096)  # most prices and quantities of a file repeat
def parse_decimal(text):
    """Number with point or comma and any blanks between thousands.

    :raise BadValue: it is none, it is infinite, or it has more digits than 1C can hold
    """
    if SIMPLE.match(text):
        return Decimal(text)
    source, text = text, text.translate(SPACES)
    if not text:
        return None
    if "," in text:
        text = text.replace(".", "") if text.rfind(".") < text.rfind(",") and text.count(",") == 1 else text
        text = text.replace(",", "" if "." in text or text.count(",") > 1 else ".")
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise BadValue("bad_number", value=source[:50]) from None
    if not number.is_finite() or abs(number.adjusted()) > DIGITS or len(number.as_tuple().digits) > DIGITS:
        raise BadValue("bad_number", value=source[:50])
    return number


def parse_flag(text):
    """True or False.

    :raise BadValue: it is neither
    """
    word = text.strip().casefold()
    if not word:
        return None
    if word in TRUE or word in FALSE:
        return word in TRUE
    raise BadValue("bad_flag", value=text[:50])


# === DATES === #

DATE = re.compile(
    r"(?:(?P<y>\d{4})-(?P<m>\d\d?)-(?P<d>\d\d?)|(?P<d2>\d\d?)\.(?P<m2>\d\d?)\.(?P<y2>\d{4})|"
    r"(?P<y3>\d{4})(?P<m3>\d\d)(?P<d3>\d\d))"
    r"(?:(?:[T ]|UTC|\s)*(?P<H>\d\d?):?(?P<M>\d\d)(?::?(?P<S>\d\d)(?:[.,](?P<f>\d+))?)?)?"
    r"(?:\s*(?:Z|UTC|[+-]\d\d:?\d\d))?"
)
TIME = re.compile(r"T?(?P<H>\d\d?):(?P<M>\d\d)(?::(?P<S>\d\d))?.*")


def parse_datetime(text):
    """Naive local time of the 1C server, whatever zone it pretends; the empty date of 1C is None.

    :raise BadValue: it is no date
    """
    text = text.strip()
    if not text:
        return None
    match = DATE.fullmatch(text)
    if not match:
        raise BadValue("bad_date", value=text[:50])
    part = match.groupdict()
    year, month, day = (
        next((part[name + tail] for tail in ("", "2", "3") if part[name + tail]), "0") for name in "ymd"
    )
    micro = int((part["f"] or "0")[:6].ljust(6, "0"))
    clock = (int(part["H"] or 0), int(part["M"] or 0), int(part["S"] or 0), micro)
    try:
        moment = datetime(int(year), int(month), int(day), *clock)
    except ValueError:
        raise BadValue("bad_date", value=text[:50]) from None
    return None if moment.year == 1 else moment


def join_time(day, text):
    """The day with the clock that another element holds; a clock that cannot be read changes nothing."""
    match = TIME.fullmatch(text.strip()) if text else None
    if not (day and match):
        return day
    hour, minute, second = int(match["H"]), int(match["M"]), int(match["S"] or 0)
    if hour > 23 or minute > 59 or second > 59:
        return day
    return day.replace(hour=hour, minute=minute, second=second)


# === TAXES AND MONEY === #


@dataclass(frozen=True, slots=True)
class VatRate:
    """VAT of a row.

    :ivar percent: None for goods without VAT, which is not the same as 0 %
    :ivar from_total: the rate is taken out of a sum that already holds it (20/120)
    """

    percent: Decimal | None
    from_total: bool = False


VAT = re.compile(r"(?:ндс|ставка)?\s*(\d+(?:[.,]\d+)?)\s*%?\s*(?:[/_]\s*(\d+(?:[.,]\d+)?)\s*%?)?")


def parse_vat(text):
    """VAT rate out of `20`, `20 %`, `НДС22`, `20/120`, `Без налога`.

    :raise BadValue: it is no rate
    """
    word = text.strip().casefold().replace("\u00a0", " ")
    if not word:
        return None
    if word.replace(" ", "") in ("безналога", "безндс", "необлагается", "безпдв"):
        return VatRate(None)
    match = VAT.fullmatch(word)
    if not match:
        raise BadValue("bad_rate", value=text[:50])
    percent, total = parse_decimal(match[1]), match[2] and parse_decimal(match[2])
    if percent > 100 or (total and total != percent + 100):
        raise BadValue("bad_rate", value=text[:50])
    return VatRate(percent, bool(total))


CURRENCIES = {
    "RUB": ("руб", "rub", "rur", "643", "810", "₽", "р", "рублей", "рубль", "российский рубль"),
    "USD": ("usd", "840", "$", "долл", "доллар", "доллар сша"),
    "EUR": ("eur", "978", "€", "евро"),
    "UAH": ("uah", "980", "грн", "₴", "гривна"),
    "KZT": ("kzt", "398", "тенге", "тг", "₸"),
    "BYN": ("byn", "933", "бел руб", "бр"),
    "CNY": ("cny", "156", "юань", "¥"),
    "KGS": ("kgs", "417", "сом"),
    "UZS": ("uzs", "860", "сум"),
    "AMD": ("amd", "051", "драм"),
}
CURRENCY_OF = {word: code for code, words in CURRENCIES.items() for word in words}


@lru_cache(256)
def currency_code(text):
    """ISO code of the currency, None when the word says nothing; three Latin letters are one, known here or not."""
    word = text.strip().rstrip(".")
    is_code = len(word) == 3 and word.isascii() and word.isalpha()
    return CURRENCY_OF.get(word.casefold(), word.upper() if is_code else None)


# === UNITS AND IDENTIFIERS === #

UNITS = {
    "796": ("шт", "pce", "штука", "nmb", "pcs"),
    "166": ("кг", "kgm", "килограмм"),
    "163": ("г", "grm", "грамм"),
    "112": ("л", "ltr", "л. ", "литр", "дм3"),
    "111": ("мл", "mlt", "миллилитр"),
    "006": ("м", "mtr", "метр"),
    "055": ("м2", "mtk", "квадратный метр"),
    "113": ("м3", "mtq", "кубический метр"),
    "778": ("упак", "nmp", "упаковка", "уп"),
    "868": ("бут", "бутылка"),
    "736": ("рул", "npl", "рулон"),
    "715": ("пар", "npr", "пара"),
    "839": ("компл", "set", "комплект"),
    "356": ("ч", "hur", "час"),
    "168": ("т", "tne", "тонна"),
}
UNIT_OF = {word.strip(): code for code, words in UNITS.items() for word in words}


def unit_code(*words):
    """Code of the all-Russian classifier for the first word that is known: a code, an abbreviation or a name."""
    for word in words:
        word = (word or "").strip().rstrip(".").casefold()
        code = word.zfill(3) if word.isdigit() else UNIT_OF.get(word)
        if code in UNITS:
            return code
    return None


def split_id(text):
    """Item and characteristic of an offer: `item#characteristic`, the second is empty where there is none."""
    item, _hash, characteristic = text.partition("#")
    return item, characteristic
