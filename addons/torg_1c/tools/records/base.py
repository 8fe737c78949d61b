"""What all records are built from: ABSENT, and the types of fields."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal


class Absent:
    """The only value of "the message does not say"; false, and the same object after pickling and copying."""

    __slots__ = ()
    _instance = None

    def __new__(cls):
        if cls._instance is None:
            cls._instance = super().__new__(cls)
        return cls._instance

    def __bool__(self):
        return False

    def __repr__(self):
        return "ABSENT"

    def __reduce__(self):
        return (Absent, ())


ABSENT = Absent()

Text = str | Absent
Number = Decimal | None | Absent
Flag = bool | None | Absent
Moment = datetime | None | Absent
Rows = tuple | Absent


def record(cls):
    """Dataclass with slots, compared and hashed by its values; nobody writes into one that was made.

    Not frozen: a frozen class sets each field by a call, which was a third of the time a file took to read.
    """
    return dataclass(slots=True, unsafe_hash=True)(cls)


def filled(value, default=None):
    """The value, or the default when the message does not say."""
    return default if value is ABSENT else value
