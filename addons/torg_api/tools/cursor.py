"""Opaque cursors of keyset pages: where the last page ended, in a form that nobody is tempted to build by hand."""

import base64
import binascii
import json


class BadCursor(ValueError):
    """This is no cursor of ours."""


def encode(kind, values):
    """Cursor of a place in a list.

    :param kind: name of the list: a cursor of another one is refused
    :param values: plain values of the sort key of the last row
    """
    text = json.dumps([kind, *values], separators=(",", ":"), ensure_ascii=False)
    return base64.urlsafe_b64encode(text.encode()).rstrip(b"=").decode()


def decode(kind, cursor, count):
    """Values of the sort key a cursor stands for.

    :param count: how many there must be
    :raise BadCursor: it is no cursor of this list
    """
    try:
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        found, *values = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (ValueError, TypeError, binascii.Error, RecursionError):
        raise BadCursor(cursor) from None
    if found != kind or len(values) != count or any(isinstance(value, list | dict) for value in values):
        raise BadCursor(cursor)
    return values
