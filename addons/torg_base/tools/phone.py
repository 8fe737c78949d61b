"""Phone numbers as people write them, read into keys that can be compared. Knows nothing of Odoo."""

import re
from dataclasses import dataclass

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat, PhoneNumberType, ValidationResult

MAX_TEXT = 250  # longer text is no phone field any more
SHORT_NUMBER = 5  # digits of the longest number inside a PBX
MAX_GROUPS = 8  # "8 9 1 6 123 45 67": more groups than that are two numbers

_GAP = r"[^\S\r\n]"  # a space of any width, but not the end of a line
_NUMBER = rf"[+\uff0b]?(?:{_GAP}|\()*\d(?:(?:{_GAP}|[().~\-‐‑‒–—―−])*\d)*"
_EXTENSION = r"(?:доб(?:авочный|ав)?|вн(?:утренний|утр)?|ext(?:ension)?|x|х|#)[.:№\s]*(?P<extension>\d{1,7})(?!\d)"
_PHONE = re.compile(rf"(?P<number>{_NUMBER})(?:[\s,;.(\-]*{_EXTENSION}\)?)?", re.IGNORECASE)
_TRUNK_WITH_PLUS = re.compile(rf"\+{_GAP}*8[\s(\-‐‑‒–—―−]")

_KINDS = {
    PhoneNumberType.MOBILE: "mobile",
    PhoneNumberType.FIXED_LINE: "fixed",
    PhoneNumberType.FIXED_LINE_OR_MOBILE: "mobile",
}


@dataclass(frozen=True)
class Phone:
    """One number found in a text: the text it stood in, its E.164 key and the extension behind it."""

    text: str
    key: str
    extension: str = ""


def parse_all(text, *regions):
    """Return every phone found in ``text``, in its order and once each.

    ``regions`` are ISO country codes to read national numbers by, the likeliest first: a number that is
    valid in none of them is still taken when its length is possible. Numbers of a PBX (2–5 digits), local
    numbers without the code of the city and words give nothing.
    """
    phones = {}
    for match in _PHONE.finditer((text or "")[:MAX_TEXT]):
        found = _read(match["number"], regions)
        for number, key in found:
            is_last = number is found[-1][0]
            extension = (match["extension"] or "") if is_last else ""
            written = match[0] if number == match["number"] else number
            phones.setdefault((key, extension), Phone(written.strip(), key, extension))
    return list(phones.values())


def parse(text, *regions):
    """Return the first phone of ``text``, or None."""
    return next(iter(parse_all(text, *regions)), None)


def kind_of(key):
    """Tell ``mobile``, ``fixed`` or ``other`` by the key."""
    return _KINDS.get(phonenumbers.number_type(phonenumbers.parse(key)), "other")


def pretty(key):
    """Return the key as a person reads it: ``+7 916 123-45-67``."""
    return phonenumbers.format_number(phonenumbers.parse(key), PhoneNumberFormat.INTERNATIONAL)


def _read(run, regions):
    """Return [(text, key)] of a run of digits: mostly one, several when only spaces divide them."""
    key = _key(run, regions)
    if key:
        return [(run, key)]
    words, found, start = run.split(), [], 0
    while start < len(words):
        for end in range(min(len(words), start + MAX_GROUPS), start, -1):
            part = " ".join(words[start:end])
            if key := _key(part, regions, only_valid=True):
                found.append((part, key))
                start = end
                break
        else:
            start += 1
    return found


def _key(run, regions, only_valid=False):
    digits = sum(char.isdigit() for char in run)
    if digits <= SHORT_NUMBER or digits > 18:
        return None
    possible = None
    for text, region, is_guess in _spellings(run, regions):
        number = _parse_number(text, region)
        if number is None:
            continue
        if phonenumbers.is_valid_number(number):
            return phonenumbers.format_number(number, PhoneNumberFormat.E164)
        if not (possible or is_guess or only_valid) and _is_possible(number):
            possible = phonenumbers.format_number(number, PhoneNumberFormat.E164)
    return possible


def _spellings(run, regions):
    """Yield (text, region, is_guess): ways to understand a run, the likeliest first."""
    run = run.strip().replace("\uff0b", "+")
    bare = run.lstrip("+ ")
    regions = [region for region in regions if region]
    if run == bare:
        yield from ((run, region, False) for region in regions)
        yield "+" + run, None, True  # exchanges send 375291234567 without the plus
        if run.startswith("00"):
            yield "+" + run[2:], None, True
        return
    # "+8 (916) …" is the national 8 with a plus put by habit, while "+84…" may well be Vietnam
    national = [(bare, region, True) for region in regions if bare.startswith(_trunk(region))]
    written_apart = _TRUNK_WITH_PLUS.match(run)
    yield from national if written_apart else ()
    yield run, None, False
    yield from () if written_apart else national


def _trunk(region):
    return phonenumbers.ndd_prefix_for_region(region, True) or "+"


def _parse_number(text, region):
    try:
        return phonenumbers.parse(text, region)
    except NumberParseException:
        return None


def _is_possible(number):
    """A full number by its length. The plan of +7 also lists 14 digits, which nobody dials."""
    if phonenumbers.is_possible_number_with_reason(number) != ValidationResult.IS_POSSIBLE:
        return False
    return number.country_code != 7 or len(phonenumbers.national_significant_number(number)) == 10
