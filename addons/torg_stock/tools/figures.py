"""What the system that keeps the stock says about a product in a store."""

import io
from typing import NamedTuple


class Figure(NamedTuple):
    """One row of a load; None is what the keeper does not tell.

    It tells `free`, or `on_hand` with `reserved` (and `frozen`: blocked by documents, damaged), or `on_hand` alone.
    Quantities are int or float.
    """

    store_id: int
    product_id: int
    on_hand: float | None = None
    reserved: float | None = None
    frozen: float | None = None
    free: float | None = None

    @property
    def is_zero(self):
        """Whether it says that there is nothing at all."""
        told = [quantity for quantity in self[2:] if quantity is not None]
        return bool(told) and not any(told)


def as_copy(figures):
    """Return a file for `COPY … FROM STDIN (DELIMITER ',', NULL ' None')`: numbers as Python writes them, quickly."""
    return io.StringIO("\n".join(tuple.__repr__(figure)[1:-1] for figure in figures))
