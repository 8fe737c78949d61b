"""What the reservation verb says no with."""

from dataclasses import dataclass

from odoo.exceptions import UserError


@dataclass(frozen=True)
class Alternative:
    """Another store that has some of it."""

    store_id: int
    store_name: str
    free: float
    distance_km: float | None


@dataclass(frozen=True)
class RefusedLine:
    """Goods that were asked for and are not there."""

    product_id: int
    product_name: str
    store_id: int
    store_name: str
    asked: float
    free: float
    alternatives: tuple[Alternative, ...] = ()


class StockRefusal(UserError):
    """Goods cannot be promised: nothing was reserved.

    :ivar lines: list of RefusedLine, what is missing and where else it is, the nearest store first
    :ivar store_ids: stores that have all of it, the nearest first
    """

    http_status = 409

    def __init__(self, message, lines, store_ids=()):
        super().__init__(message)
        self.lines = list(lines)
        self.store_ids = list(store_ids)
