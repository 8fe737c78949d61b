"""What delivery to a zone costs: by the sum of the order, or by its weight."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

EPSILON = 1e-6  # sums and weights are floats


@dataclass(frozen=True)
class Row:
    """A row of prices of one zone."""

    amount_from: float = 0.0  # holds for orders of this sum and more
    weight_to: float = 0.0  # holds up to this weight, kg; 0: any weight
    price: float = 0.0
    per_kg: float = 0.0  # besides, for each kilogram begun above `weight_above`
    weight_above: float = 0.0
    free_from: float = 0.0  # orders of this sum and more are brought for nothing; 0: never


def get_free_from(rows: Iterable[Row]) -> float:
    """Return the smallest sum from which the zone is free, 0 when it never is."""
    return min((row.free_from for row in rows if row.free_from > 0), default=0.0)


def price_by_sum(rows: Iterable[Row], total: float) -> float | None:
    """Return what an order of this sum pays, None when there is no row for it: the highest threshold decides."""
    rows = list(rows)
    if _is_free(rows, total):
        return 0.0
    fitting = [row for row in rows if row.amount_from <= total + EPSILON]
    return max(fitting, key=lambda row: row.amount_from).price if fitting else None


def price_by_weight(rows: Iterable[Row], weight: float, total: float) -> float | None:
    """Return what goods of this weight pay, None when they are too heavy: the narrowest row decides."""
    rows = list(rows)
    if not (fitting := [row for row in rows if not row.weight_to or weight <= row.weight_to + EPSILON]):
        return None
    if _is_free(rows, total):
        return 0.0
    row = min(fitting, key=lambda row: row.weight_to or math.inf)
    extra = max(0, math.ceil(weight - row.weight_above - EPSILON))
    return row.price + row.per_kg * extra


def _is_free(rows: list[Row], total: float) -> bool:
    free_from = get_free_from(rows)
    return bool(free_from) and total + EPSILON >= free_from
