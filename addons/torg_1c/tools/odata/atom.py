"""The feed of changes: Atom entries → rows like those of JSON, and what was deleted."""

from dataclasses import dataclass

from lxml import etree

from .problem import ODataError
from .query import GUID

DATA = "{http://schemas.microsoft.com/ado/2007/08/dataservices}"
META = "{http://schemas.microsoft.com/ado/2007/08/dataservices/metadata}"
ATOM = "{http://www.w3.org/2005/Atom}"
TOMBSTONE = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"


@dataclass(frozen=True)
class Change:
    """A record that changed; `row` is None when it is gone."""

    table: str
    key: str
    row: dict | None


def read_feed(body):
    """Yield the changes of a feed.

    :raise ODataError: it is no feed
    """
    parser = etree.XMLPullParser(
        ("end",), tag=(f"{ATOM}entry", TOMBSTONE), resolve_entities=False, no_network=True, huge_tree=True
    )
    try:
        for start in range(0, len(body), 1 << 16):
            parser.feed(body[start : start + (1 << 16)])
            yield from _changes(parser)
        parser.close()
    except etree.XMLSyntaxError as error:
        raise ODataError("not_xml", reason=str(error)[:200]) from error
    yield from _changes(parser)


def _changes(parser):
    for _event, element in parser.read_events():
        change = _deleted(element) if element.tag == TOMBSTONE else _entry(element)
        element.clear()
        if change:
            yield change


def _deleted(element):
    address = element.get("ref", "")
    found = GUID.search(address)
    table = address.rpartition("/")[2].partition("(")[0]
    return Change(table, found[0], None) if found else None


def _entry(element):
    category = element.find(f"{ATOM}category")
    properties = element.find(f".//{META}properties")
    if category is None or properties is None:
        return None
    table = category.get("term", "").rpartition(".")[2]
    row = _row(properties)
    return Change(table, row.get("Ref_Key", ""), row)


def _row(element):
    return {child.tag.removeprefix(DATA): _value(child) for child in element}


def _value(element):
    if element.get(f"{META}null") == "true":
        return None
    if element.get(f"{META}type", "").startswith("Collection("):
        return [_row(part) for part in element]
    text = element.text or ""
    return text if element.get(f"{META}type") != "Edm.Boolean" and text not in ("true", "false") else text == "true"
