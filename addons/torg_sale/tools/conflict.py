"""Whether two values of a field are the same; plain values as they travel between the screen and the server."""

EPSILON = 1e-6


def same(first, second):
    """Return whether a screen and the database mean the same value: nothing is nothing, numbers within a hair."""
    if isinstance(first, bool) or isinstance(second, bool):
        return bool(first) == bool(second) and (first or None) == (second or None)
    if isinstance(first, int | float) and isinstance(second, int | float):
        return abs(first - second) < EPSILON
    return _plain(first) == _plain(second)


def _plain(value):
    if isinstance(value, str):
        return value.replace("\r\n", "\n").strip() or None
    return value or None


def stands_against(loaded, mine, theirs):
    """Return whether saving `mine` would lose `theirs`: it changed since it was loaded, and not to the same."""
    return not same(loaded, theirs) and not same(mine, theirs)
