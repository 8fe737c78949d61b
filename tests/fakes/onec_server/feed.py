"""The answer to SelectChanges: an Atom feed."""

from xml.sax.saxutils import escape, quoteattr

HEAD = (
    '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" '
    'xmlns:at="http://purl.org/atompub/tombstones/1.0" xmlns:d="http://schemas.microsoft.com/ado/2007/08/dataservices" '
    'xmlns:m="http://schemas.microsoft.com/ado/2007/08/dataservices/metadata">'
)


def write_feed(root, changes):
    """Bytes of a feed of (table, key, row or None)."""
    return (HEAD + "".join(_entry(root, *change) for change in changes) + "</feed>").encode()


def _entry(root, table, key, row):
    address = f"{root}{table}(guid'{key}')"
    if row is None:
        return f'<at:deleted-entry ref={quoteattr(address)} when="2026-03-02T12:00:00"/>'
    return (
        f"<entry><id>{escape(address)}</id><category term={quoteattr('StandardODATA.' + table)} "
        'scheme="http://schemas.microsoft.com/ado/2007/08/dataservices/scheme"/>'
        f'<content type="application/xml"><m:properties>{_properties(table, row)}</m:properties></content></entry>\n'
    )


def _properties(table, row):
    return "".join(_property(table, name, value) for name, value in row.items())


def _property(table, name, value):
    if isinstance(value, list):
        kind = f"Collection(StandardODATA.{table}_{name}_RowType)"
        lines = "".join(f"<d:element>{_properties(table, line)}</d:element>" for line in value)
        return f"<d:{name} m:type={quoteattr(kind)}>{lines}</d:{name}>"
    if value is None:
        return f'<d:{name} m:null="true"/>'
    if isinstance(value, bool):
        return f'<d:{name} m:type="Edm.Boolean">{str(value).lower()}</d:{name}>'
    return f"<d:{name}>{escape(str(value))}</d:{name}>"
