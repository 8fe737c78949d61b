"""How much to order from a supplier, in its packs: the arithmetic alone."""

from math import ceil
from typing import NamedTuple

ALMOST = 1e-6


class Offer(NamedTuple):
    """A row of the supplier's price list.

    :param minimum: the least quantity the price is for, in packs
    :param pack: units of the product in a pack
    :param price: of a pack
    """

    minimum: float
    pack: float
    price: float


def choose_offer(offers, needed):
    """Return `(number of the offer, packs)`: whole packs for `needed` units of the product, from the right row.

    The row with the greatest minimum that the quantity reaches; when it reaches none, the one that asks for least,
    and then as many packs as it asks for.
    """
    choices = [(number, offer, _packs(needed, offer.pack)) for number, offer in enumerate(offers)]
    reached = [choice for choice in choices if choice[2] >= choice[1].minimum]
    if reached:
        number, _offer, packs = max(reached, key=lambda choice: (choice[1].minimum * choice[1].pack, -choice[0]))
        return number, packs
    number, offer, packs = min(choices, key=lambda choice: (choice[1].minimum * choice[1].pack, choice[0]))
    return number, max(packs, ceil(offer.minimum - ALMOST))


def _packs(needed, pack):
    return max(ceil(needed / pack - ALMOST), 0)
