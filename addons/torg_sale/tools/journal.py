"""Snapshots of an order and what changed between two of them; plain JSON values, no Odoo.

A snapshot is `{"fields": {name: value}, "lines": {line id: {"product", "product_id", "quantity", "price", "discount",
"total"}}}`; the value of a many2one is a pair `[id, name]`, money is in the currency of the order.
"""


def diff(before, after):
    """Return `{"fields": [[name, old, new]…], "lines": [{"id", "old", "new"}…]}`; `before` may be None."""
    before = before or {"fields": {}, "lines": {}}
    fields = [
        [name, before["fields"].get(name), value]
        for name, value in after["fields"].items()
        if not _same(before["fields"].get(name), value)
    ]
    lines = [
        {"id": line, "old": before["lines"].get(line), "new": after["lines"].get(line)}
        for line in sorted({*before["lines"], *after["lines"]}, key=int)
        if before["lines"].get(line) != after["lines"].get(line)
    ]
    return {"fields": fields, "lines": lines}


def _same(old, new):
    """Names of records may be read in another language: only the record counts."""
    if isinstance(old, list) and isinstance(new, list):
        return old[:1] == new[:1]
    return (old or None) == (new or None)


def show(value):
    """Return a value for people."""
    if isinstance(value, list):
        return value[1]
    return f"{value:.2f}" if isinstance(value, float) else value


def show_line(line):
    """Return the parts of a line for people: product, quantity, total."""
    return {"product": line["product"], "quantity": f"{line['quantity']:g}", "total": f"{line['total']:.2f}"}
