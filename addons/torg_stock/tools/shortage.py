"""What a store lacks, which store can help, how much to keep: the arithmetic alone.

Quantities are in the unit of the product. Whole packs are counted in integers, so no part of a pack is ever moved.
"""

from math import ceil, floor
from typing import NamedTuple

ALMOST = 1e-6  # of a pack or a unit: 2.9999999996 packs are three


class Position(NamedTuple):
    """A product in a store.

    :param free: what may still be promised; below zero when more is promised than is left
    :param incoming: under way to the store
    :param minimum: below it the store is short
    :param maximum: up to it the store is filled
    :param rate: sold in a day
    """

    free: float = 0.0
    incoming: float = 0.0
    minimum: float = 0.0
    maximum: float = 0.0
    rate: float = 0.0

    @property
    def need(self):
        """How much the store lacks to be full; zero while it has its minimum or will soon."""
        expected = self.free + self.incoming
        return max(self.maximum, self.minimum) - expected if expected < self.minimum - ALMOST else 0.0

    @property
    def surplus(self):
        """How much the store can give away and keep its own minimum."""
        return 0.0 if self.need else max(self.free - self.minimum, 0.0)

    @property
    def cover_days(self):
        """For how many days the free goods last; None when nothing is sold."""
        return max(self.free, 0.0) / self.rate if self.rate > 0 else None


class Transfer(NamedTuple):
    """A suggestion: so much from one store to another."""

    source_id: int
    target_id: int
    quantity: float


def suggest_transfers(positions, distance, step=1.0):
    """Return the Transfers that cover the needs of a product from the surplus of other stores.

    The store that will be without goods first is helped first, from the nearest store that can give. Only whole packs
    move: a donor gives those that leave it its minimum, a store in need takes as many as fill it. As much is covered
    as can be, and the same positions give the same answer.

    :param dict positions: `{store id: Position}`
    :param distance: function of two store ids, kilometres or None when one of the places is not known
    :param float step: the smallest quantity that moves, a pack or the precision of the unit
    """
    wanted = {store: packs for store, it in positions.items() if (packs := _up(it.need, step))}
    spare = {store: packs for store, it in positions.items() if (packs := _down(it.surplus, step))}
    found = []
    for target in sorted(wanted, key=lambda store: (_urgency(positions[store]), store)):
        for source in sorted(spare, key=lambda store: (*_nearness(distance(store, target)), store)):
            packs = min(wanted[target], spare[source])
            wanted[target] -= packs
            spare[source] -= packs
            if packs:
                found.append(Transfer(source, target, round(packs * step, 6)))
    return found


def plan_minimum(rate, min_days, max_days, step=1.0, least=0.0):
    """Return how much of a product to keep, `(minimum, maximum)`: so many days of sales, in whole packs.

    :param float rate: sold in a day
    :param float least: the smallest minimum, for goods that hardly sell and must be there
    """
    minimum = _up(max(rate * min_days, least), step)
    return round(minimum * step, 6), round(max(_up(rate * max_days, step), minimum) * step, 6)


def _urgency(position):
    cover = position.cover_days
    return (position.free > 0, cover is None, cover or 0.0, -position.need)


def _nearness(kilometres):
    return (kilometres is None, kilometres or 0.0)


def _up(quantity, step):
    return max(ceil(quantity / step - ALMOST), 0)


def _down(quantity, step):
    return max(floor(quantity / step + ALMOST), 0)
