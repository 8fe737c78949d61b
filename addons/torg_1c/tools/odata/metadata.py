"""What a base publishes: its `$metadata`, read as a stream, for it has fifteen megabytes and thousands of tables."""

import hashlib
from dataclasses import dataclass, field
from sys import intern

from lxml import etree

from .problem import ODataError

COLLECTION = "Collection("


@dataclass
class Entity:
    """A table: its fields with their types, its key."""

    name: str
    fields: dict = field(default_factory=dict)
    key: tuple = ()


@dataclass
class Metadata:
    """Everything that is published.

    :ivar types: name → Entity; rows of tabular parts and of functions too
    :ivar sets: name of a table that can be asked for → name of its type
    :ivar functions: (table, function) → name of the type it returns, "" when it returns none
    :ivar hash: of the bytes: the same means that nothing changed
    """

    types: dict = field(default_factory=dict)
    sets: dict = field(default_factory=dict)
    functions: dict = field(default_factory=dict)
    hash: str = ""
    size: int = 0

    def fields_of(self, name):
        """Fields of a table, of a row of a tabular part or of a function's row; None where there is no such thing."""
        found = self.types.get(self.sets.get(name, name))
        return found and found.fields

    def table_of(self, name, part):
        """Fields of a tabular part; None where the table has none of that name."""
        fields = self.fields_of(name) or {}
        kind = fields.get(part, "")
        return self.fields_of(kind[len(COLLECTION) : -1]) if kind.startswith(COLLECTION) else None

    def returned_by(self, name, function):
        """Fields of a function's rows; None where the table has no such function."""
        kind = self.functions.get((name, function))
        return None if kind is None else self.fields_of(kind.removeprefix(COLLECTION).rstrip(")"))


def read_metadata(pieces):
    """Metadata out of pieces of bytes; no tree is built.

    :raise ODataError: it is not XML, or not the description of an OData interface
    """
    target, digest, size = _Target(), hashlib.sha256(), 0
    parser = etree.XMLParser(target=target, resolve_entities=False, no_network=True, huge_tree=True)
    try:
        for piece in pieces:
            digest.update(piece)
            size += len(piece)
            parser.feed(piece)
        found = parser.close()
    except etree.XMLSyntaxError as error:
        raise ODataError("not_xml", reason=str(error)[:200]) from error
    if not found.sets:
        raise ODataError("not_xml", reason="EntityContainer")
    found.hash, found.size = digest.hexdigest(), size
    return found


class _Target:
    """Keeps names and types, forgets associations and annotations."""

    def __init__(self):
        self.found = Metadata()
        self._entity = None
        self._locals = {}

    def start(self, tag, attributes):
        name = self._locals.get(tag)
        if name is None:
            name = self._locals[tag] = tag.rpartition("}")[2]
        read = READERS.get(name)
        if read:
            read(self, attributes)

    def end(self, tag):
        if self._locals.get(tag) in ("EntityType", "ComplexType"):
            self._entity = None

    def data(self, text):
        pass

    def close(self):
        return self.found

    def _type(self, attributes):
        self._entity = Entity(intern(attributes["Name"]))
        self.found.types[self._entity.name] = self._entity

    def _property(self, attributes):
        if self._entity:
            self._entity.fields[intern(attributes["Name"])] = intern(_short(attributes.get("Type", "")))

    def _key(self, attributes):
        if self._entity:
            self._entity.key += (intern(attributes["Name"]),)

    def _set(self, attributes):
        self.found.sets[attributes["Name"]] = _short(attributes.get("EntityType", ""))

    def _function(self, attributes):
        key = (attributes.get("EntitySetPath", ""), attributes["Name"])
        self.found.functions[key] = _short(attributes.get("ReturnType", ""))


READERS = {
    "EntityType": _Target._type,
    "ComplexType": _Target._type,
    "Property": _Target._property,
    "PropertyRef": _Target._key,
    "EntitySet": _Target._set,
    "FunctionImport": _Target._function,
}


def _short(name):
    """Type without the namespace of the interface."""
    return name.replace("StandardODATA.", "")
