"""To which zone an address belongs: cities, postal codes, districts, or a circle around the store."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

CITY_WORDS = re.compile(r"^(г\.?|город|пос\.?|посёлок|поселок|дер\.?|деревня|пгт)\s+")


@dataclass(frozen=True)
class Address:
    """Where the customer lives, as far as it is known."""

    city: str = ""
    zip: str = ""
    text: str = ""
    distance: float | None = None  # km from the store, None where coordinates are not known


@dataclass(frozen=True)
class Zone:
    """A zone: an address that fits any of its words, or lies within its circle, belongs to it."""

    id: int
    stores: frozenset[int] = frozenset()  # empty: all stores
    cities: tuple[str, ...] = ()
    zips: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()
    radius: float = 0.0  # km; 0: no circle

    def takes(self, address: Address, store_id: int) -> bool:
        """Whether goods of this store are brought to this address by this zone."""
        if self.stores and store_id not in self.stores:
            return False
        return self._names(address) or self._surrounds(address.distance)

    def _names(self, address: Address) -> bool:
        city, text, code = fold_city(address.city), fold(address.text), address.zip.replace(" ", "")
        return (
            (bool(city) and city in map(fold_city, self.cities))
            or (bool(code) and any(code.startswith(prefix) for prefix in self.zips))
            or any(has_words(text, fold(district)) for district in self.districts)
        )

    def _surrounds(self, distance: float | None) -> bool:
        return bool(self.radius) and distance is not None and distance <= self.radius


def find_zone(zones: Iterable[Zone], address: Address, store_id: int) -> Zone | None:
    """Return the first of these zones that takes the address, None when there is no such."""
    return next((zone for zone in zones if zone.takes(address, store_id)), None)


def split_words(text: str | None) -> tuple[str, ...]:
    """Return what people write in lines or between commas."""
    return tuple(word.strip() for word in re.split(r"[,;\n]", text or "") if word.strip())


def fold(text: str) -> str:
    """Return a text as it is compared: small letters, ё as е, single spaces."""
    return " ".join(text.casefold().replace("ё", "е").split())


def fold_city(text: str) -> str:
    """Return the name of a city without the word for what it is: «г. Гатчина» is «гатчина»."""
    return CITY_WORDS.sub("", fold(text))


def has_words(text: str, words: str) -> bool:
    """Whether the words stand in the text as whole ones: «Пушкин» is not in «Пушкинская ул.»."""
    return bool(words) and re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text) is not None
