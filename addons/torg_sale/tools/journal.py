"""Snapshots of an order and what changed between two of them; plain JSON values, no Odoo.

A snapshot is `{"fields": {name: value}, "lines": {line id: {"product", "product_id", "quantity", "price", "discount",
"total", "pieces", "replaces", "instead_of"}}}`; the value of a many2one is a pair `[id, name]`, money is in the
currency of the order, pieces are in the unit of the product; a substitute names the line it replaces and what was
ordered at first.
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


def pair(lines):
    """Return the changed lines with each replacement as one: the old line is where the new one takes its goods from."""
    old_lines = {change["id"]: change for change in lines}
    replaced, result = set(), []
    for change in lines:
        source = old_lines.get(str((change.get("new") or {}).get("replaces")))
        if source and source is not change and not change.get("old") and source.get("old"):
            replaced.add(source["id"])
            left = (source.get("new") or {}).get("quantity", 0)
            change = {**change, "old": {**source["old"], "quantity": source["old"]["quantity"] - left}}
        result.append(change)
    return [change for change in result if change["id"] not in replaced]


def is_replacement(change):
    """Return whether a changed line sells another product now."""
    old, new = change.get("old"), change.get("new")
    return bool(old and new) and old["product_id"] != new["product_id"]


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
