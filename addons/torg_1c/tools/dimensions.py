"""What makes an offer different from the other offers of its item."""

import re

from .records import filled

BRACKETS = re.compile(r"\(((?:[^()]|\([^()]*\))*)\)\s*$")


def dimensions(offer, item_name="", title="Characteristic"):
    """``{name of the dimension: value}`` of an offer.

    Where the dimensions are not told, there is one, and its value is what stands in brackets at the end of the
    offer's name, or what the name says beyond the item's.
    """
    rows = {row.name.strip(): row.value.strip() for row in filled(offer.characteristics, ()) if row.value.strip()}
    if rows:
        return {name or title: value for name, value in rows.items()}
    return {title: _from_name(filled(offer.name) or "", item_name) or offer.characteristic_id[:8]}


def _from_name(name, item_name):
    name = name.strip()
    if item_name and name.startswith(item_name) and name != item_name:
        name = name[len(item_name) :].strip(" ,;-–")
        return name[1:-1].strip() if BRACKETS.fullmatch(name) else name
    found = BRACKETS.search(name)
    return found[1].strip() if found else "" if name == item_name else name
