"""Sums of money in Russian words. No Odoo here."""

from decimal import ROUND_HALF_UP, Decimal

from num2words import num2words

#: Currency → forms for 1, 2–4 and 5–20 of the unit and of its hundredth.
UNITS = {
    "RUB": (("рубль", "рубля", "рублей"), ("копейка", "копейки", "копеек")),
}


def choose_form(number, forms):
    """Return the form of a Russian noun that goes with the whole number."""
    tail = abs(number) % 100
    if 11 <= tail <= 14:
        return forms[2]
    return forms[{1: 0, 2: 1, 3: 1, 4: 1}.get(tail % 10, 2)]


def spell_amount(amount, currency="RUB"):
    """Spell a sum as documents want it: «Двадцать один рубль 05 копеек»."""
    units, hundredths = UNITS[currency]
    cents = int((Decimal(str(amount)) * 100).quantize(Decimal(1), ROUND_HALF_UP))
    whole, rest = divmod(abs(cents), 100)
    minus = "минус " if cents < 0 else ""
    words = f"{minus}{num2words(whole, lang='ru')} {choose_form(whole, units)}"
    return f"{words[0].upper()}{words[1:]} {rest:02d} {choose_form(rest, hundredths)}"
