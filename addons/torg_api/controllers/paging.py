"""Keyset pages, for controllers."""

from odoo.addons.torg_api.tools.cursor import BadCursor, decode, encode
from odoo.addons.torg_api.tools.problem import ApiProblem, FieldError

BIGGEST = 2**31 - 1  # of what we count by: a greater number the database takes for no place


def get_place(api, kind, cursor, *types, pointer="?cursor"):
    """Return the values of the sort key after which the page begins; None each at the beginning.

    :param types: of the values
    :param pointer: where the request has the cursor
    :raise ApiProblem: the cursor is none of this list
    """
    if cursor is None:
        return [None] * len(types)
    try:
        values = decode(kind, cursor, len(types))
    except BadCursor:
        values = []
    if not values or not all(map(_fits, values, types)):
        text = api.env._("This is no cursor of this list: begin without one.")
        raise ApiProblem("validation", errors=[FieldError(pointer, "invalid", text)])
    return values


def _fits(value, wanted):
    return type(value) is wanted and (wanted is not int or abs(value) <= BIGGEST)


def next_cursor(kind, found, shown, get_key):
    """Return the cursor of the page after `shown`, or None when that is the last one.

    :param found: one row more than shown when there are more
    """
    return encode(kind, get_key(shown[-1])) if len(found) > len(shown) else None
