"""What the verb of a customer's level answers."""

from dataclasses import dataclass
from datetime import date
from typing import Any

CLOSE = 80.0  # percent of the way to the next level


@dataclass(frozen=True, slots=True)
class TurnoverLevel:
    """Where a customer stands in one table.

    :ivar table: its name
    :ivar name: of the level; empty below the first one
    :ivar percent: 0 below the first level, and where the level gives a price list
    :ivar pricelist: product.pricelist that the level gives, empty when it gives a percent
    :ivar turnover: of the table's period
    :ivar next_name, next_threshold, left: the next level; empty and 0 at the top
    :ivar manual_until: last day of a level given by hand
    """

    table: str
    name: str
    percent: float
    pricelist: Any
    turnover: float
    next_name: str
    next_threshold: float
    left: float
    progress: float
    currency: Any
    manual_until: date | bool
    since: date | bool
    category_ids: frozenset

    @classmethod
    def from_record(cls, level, day):
        """Build it of a torg.turnover.level as it is on a day."""
        line = level._get_line(day)
        following = level.next_line_id
        return cls(
            table=level.table_id.name,
            name=line.display_name or "",
            percent=line.percent,
            pricelist=line.pricelist_id,
            turnover=level.turnover,
            next_name=following.display_name or "",
            next_threshold=following.threshold,
            left=level.left,
            progress=level.progress,
            currency=level.currency_id,
            manual_until=level.manual_until,
            since=level.since,
            category_ids=frozenset(level.table_id.discount_category_ids.ids),
        )

    @property
    def is_close(self):
        """Whether a little more brings the next level."""
        return bool(self.next_name) and self.progress >= CLOSE

    def covers(self, category):
        """Return whether the level is given on goods of a category."""
        if not self.category_ids:
            return True
        return not self.category_ids.isdisjoint(int(part) for part in (category.parent_path or "").split("/") if part)

    @property
    def label(self):
        """The level in a word for a button."""
        return self.name or "—"
