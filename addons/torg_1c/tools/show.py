"""A record for the eyes of a person: the plain values of `records.codec`, a line each."""


def show(value):
    """Return the lines `name: value` of plain values as a text."""
    return "\n".join(_lines(value))


def _lines(value, indent=0):
    """Lines `name: value` of plain values, without the marks of their types."""
    pad = "    " * indent
    if isinstance(value, list):
        return [line for part in value for line in (_lines(part, indent) if _is_simple(part) else _block(part, indent))]
    if not isinstance(value, dict):
        return [f"{pad}{value}"]
    if "v" in value and len(value) == 2:
        return _lines(value["v"], indent)
    found = []
    for name, part in value.items():
        if name == "_":
            continue
        found += (
            [f"{pad}{name}: {_lines(part)[0]}"] if _is_simple(part) else [f"{pad}{name}:", *_lines(part, indent + 1)]
        )
    return found


def _block(part, indent):
    lines = _lines(part, indent + 1)
    return [f"{'    ' * indent}—", *lines]


def _is_simple(value):
    return not isinstance(value, list | dict) or (isinstance(value, dict) and len(value) == 2 and "v" in value)
