"""What is in a store of a product: the answer of the availability verb."""

from datetime import timedelta
from typing import NamedTuple


class Availability(NamedTuple):
    """Quantities in the unit of the product.

    :param on_hand: goods that Odoo knows to be in the store
    :param reserved: the part of them promised here, to orders and holds
    :param free: what may still be promised, `on_hand - reserved`, equal to core's `free_qty`; below zero when more is
        promised than is left
    :param incoming: goods under way to the store
    :param frozen: goods that are bound though nobody has ordered them: held for a customer for some hours (a part of
        `reserved`), or blocked by the system that keeps the stock, as by documents not closed yet (not in `on_hand`)
    :param foreign_reserved: promised by the system that keeps the stock (not in `on_hand`)
    :param age: how old the figures are; zero where Odoo keeps the stock, None when they never came
    """

    on_hand: float = 0.0
    reserved: float = 0.0
    free: float = 0.0
    incoming: float = 0.0
    frozen: float = 0.0
    foreign_reserved: float = 0.0
    age: timedelta | None = timedelta()

    def __add__(self, other):
        """Return both together, as of two variants of one product in a store."""
        return Availability(*(mine + theirs for mine, theirs in zip(self[:-1], other[:-1], strict=True)), self.age)

    def as_kits(self, quantity, digits):
        """Return how many kits can be made of it when each takes `quantity`."""
        factor = 10**digits
        return Availability(*(_round_down(part / quantity * factor) / factor for part in self[:-1]), self.age)

    def limited_by(self, other):
        """Return the smaller of each figure: a kit needs all its components."""
        return Availability(*map(min, self[:-1], other[:-1]), self.age)


def level_of(found, low):
    """Return how well a store is off: many, few (up to `low`), coming or none."""
    if found.free > 0:
        return "few" if found.free <= low else "many"
    return "coming" if found.incoming > 0 else "none"


def _round_down(number):
    # 2.9999999996 kits are three: the division was not exact.
    return int(number + (1e-6 if number >= 0 else -1e-6))
