"""Records as JSON and back: how they rest in the inbox, wait for a parent, and are kept for kinds nobody handles yet.

    text = dumps(record)
    record == loads(text)

What a message does not carry stays out; Decimals and times are texts, so nothing is rounded on the way.
"""

import hashlib
import json
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache

from .. import records
from ..values import VatRate
from .base import ABSENT

KIND = "_"


def dump(value):
    """Plain values of a record, or of a part of one."""
    if isinstance(value, str | bool | int | None):
        return value
    if isinstance(value, Decimal):
        return {KIND: "d", "v": str(value)}
    if isinstance(value, date):
        return {KIND: "t", "v": value.isoformat()}
    if isinstance(value, tuple | list):
        return [dump(part) for part in value]
    if isinstance(value, dict):
        return {KIND: "m", "v": {key: dump(part) for key, part in value.items()}}
    told = {name: dump(part) for name in _names(type(value)) if (part := getattr(value, name)) is not ABSENT}
    return {KIND: type(value).__name__, **told}


def load(value):
    """The record, or the part of one, of plain values.

    :raise KeyError: the kind is unknown here
    """
    if isinstance(value, list):
        return tuple(load(part) for part in value)
    if not isinstance(value, dict):
        return value
    kind = value[KIND]
    if kind == "d":
        return Decimal(value["v"])
    if kind == "t":
        return datetime.fromisoformat(value["v"])
    if kind == "m":
        return {key: load(part) for key, part in value["v"].items()}
    return kinds()[kind](**{name: load(part) for name, part in value.items() if name != KIND})


def dumps(record):
    """One line of JSON."""
    return json.dumps(dump(record), ensure_ascii=False, separators=(",", ":"))


def loads(text):
    """The record of a line of JSON."""
    return load(json.loads(text))


def hash_of(record):
    """Hash of everything the record says."""
    return hashlib.blake2b(dumps(record).encode(), digest_size=16).hexdigest()


@cache
def kinds():
    """``{name: class}`` of everything that can be kept."""
    found = {name: kind for name, kind in vars(records).items() if is_dataclass(kind)}
    return {**found, VatRate.__name__: VatRate}


@cache
def _names(kind):
    return tuple(field.name for field in fields(kind))
