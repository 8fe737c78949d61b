"""What of the wanted things this base publishes, under which names, and what is missing."""

from dataclasses import asdict, dataclass, field

from .names import WANTS
from .problem import ODataError


@dataclass
class Found:
    """A thing that is published.

    :ivar fields: our name → name in 1C
    :ivar parts: our name of a tabular part → (name, fields)
    :ivar function: the function its rows come from, "" for a table
    :ivar key: fields of the whole key
    :ivar record: table of single records of a register, "" where there is none
    """

    table: str
    fields: dict
    parts: dict = field(default_factory=dict)
    function: str = ""
    key: tuple = ("Ref_Key",)
    record: str = ""


@dataclass
class Missing:
    """A thing or a field that is not published.

    :ivar names: what it may be called
    """

    code: str
    field: str
    stream: str
    names: tuple
    required: bool


@dataclass
class Profile:
    """Names of one base; kept as JSON between readings of `$metadata`."""

    found: dict = field(default_factory=dict)
    missing: list = field(default_factory=list)
    hash: str = ""
    plans: tuple = ()
    postable: tuple = ()

    def get(self, code):
        """What was found for a thing, or None."""
        return self.found.get(code)

    def need(self, *codes):
        """Complain of what a stream cannot do without.

        :raise ODataError: some of them are not published
        """
        absent = [WANTS[code].tables[0] for code in codes if code not in self.found]
        if absent:
            raise ODataError("missing", names=", ".join(absent))

    def lacks(self, stream):
        """Whether a stream cannot work with what is published."""
        return any(row.required and row.stream == stream for row in self.missing)

    def cannot_write(self):
        """Things that 1C will not take from here: their table is missing, or it is a document that cannot be posted."""
        return [code for code in ("order", "company", "price_document") if not self._takes(code)]

    def _takes(self, code):
        found = self.found.get(code)
        return bool(found) and (not found.table.startswith("Document_") or found.table in self.postable)

    def dump(self):
        """As plain values."""
        return asdict(self)

    @classmethod
    def load(cls, data):
        """Of plain values."""
        found = {
            code: Found(**{**row, "key": tuple(row["key"]), "parts": {k: tuple(v) for k, v in row["parts"].items()}})
            for code, row in data.get("found", {}).items()
        }
        missing = [Missing(**{**row, "names": tuple(row["names"])}) for row in data.get("missing", ())]
        return cls(found, missing, data.get("hash", ""), tuple(data.get("plans", ())), tuple(data.get("postable", ())))


def resolve(metadata, chosen=None):
    """Profile of a base.

    :param chosen: thing → table that a person chose instead of the usual names; "" for none at all
    """
    profile = Profile(hash=metadata.hash)
    profile.plans = tuple(sorted(name for name in metadata.sets if name.startswith("ExchangePlan_")))
    profile.postable = tuple(sorted(name for name, function in metadata.functions if function == "Post"))
    for code, want in WANTS.items():
        told = (chosen or {}).get(code)
        names = want.tables if told is None else (told,) if told else ()
        found = next(filter(None, (_find(metadata, want, name) for name in names)), None)
        if found is None:
            profile.missing.append(Missing(code, "", want.stream, want.tables, want.required))
            continue
        profile.found[code] = found
        profile.missing += [
            Missing(code, name, want.stream, options, False)
            for name, options in want.fields.items()
            if name not in found.fields
        ]
    return profile


def _find(metadata, want, name):
    """The thing under this name; None where it is not published or lacks what is needed."""
    if name not in metadata.sets and not (want.function and (name, want.function) in metadata.functions):
        return None
    record = f"{name}_RecordType" if f"{name}_RecordType" in metadata.types else ""
    function, table = want.function, name
    if function:
        fields = metadata.returned_by(name, function)
        if fields is None and record:  # registers that documents write: the function stands at their records
            fields, table = metadata.returned_by(record, function), record
        if fields is None:
            return None
    else:
        fields = metadata.fields_of(name)
    told = _pick(want.fields, fields)
    if any(code not in told for code in want.needed):
        return None
    parts = {}
    for code, (options, wanted) in want.parts.items():
        part = next((option for option in options if metadata.table_of(name, option) is not None), None)
        if part:
            parts[code] = (part, _pick(wanted, metadata.table_of(name, part)))
    kind = metadata.types.get(metadata.sets.get(name, name))
    return Found(table, told, parts, function, (kind.key if kind else ()) or ("Ref_Key",), record)


def _pick(wanted, fields):
    """Our names → those of 1C that are there."""
    found = ((code, next((name for name in names if name in fields), None)) for code, names in wanted.items())
    return {code: name for code, name in found if name}
