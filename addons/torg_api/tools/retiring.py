"""What will be gone one day: told in the headers of answers, in OpenAPI, and in the documentation."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Retiring:
    """Something goes on working, but not for ever.

    :ivar since: date from which clients are told
    :ivar sunset: date after which it may be gone
    :ivar instead: what to do instead, for the description
    """

    since: str
    sunset: str
    instead: str

    def get_headers(self, changelog):
        """Headers of an answer (RFC 9745, RFC 8594).

        :param changelog: address of the page that tells more
        """
        return [
            ("Deprecation", f"@{int(_midnight(self.since).timestamp())}"),
            ("Sunset", f"{_midnight(self.sunset):%a, %d %b %Y %H:%M:%S} GMT"),
            ("Link", f'<{changelog}>; rel="deprecation"; type="text/html"'),
        ]

    def describe(self):
        """What OpenAPI says of it."""
        return {
            "deprecated": True,
            "x-deprecated-since": self.since,
            "x-sunset": self.sunset,
            "x-instead": self.instead,
        }


def find_retiring(operation, arguments):
    """Return what retires first of all that a request uses, or None.

    The operation itself and fields of its answer count always, fields of the query and of the body when they were sent.
    """
    found = [operation.retiring, *_fields_of(operation.answer).values()]
    for name in ("query", "body"):
        model = arguments.get(name)
        fields = _fields_of(getattr(operation, name)) if model is not None else {}
        found += [rule for field, rule in fields.items() if field in model.model_fields_set]
    return min(filter(None, found), key=lambda rule: rule.sunset, default=None)


def list_retiring(operations):
    """Return pairs (name for people, Retiring) of operations and fields, the first to go first."""
    found = {}
    for operation in operations:
        if operation.retiring:
            found[f"{operation.method} {operation.path}"] = operation.retiring
        for model in filter(None, (operation.query, operation.body, operation.answer)):
            found |= {".".join(place): rule for place, rule in _places_of(model).items()}
    return sorted(found.items(), key=lambda row: (row[1].sunset, row[0]))


def _fields_of(model):
    """``{field: Retiring}`` of a model and the models in it."""
    return {name: rule for (_model, name), rule in _places_of(model).items()}


@lru_cache
def _places_of(model):
    """``{(model, field): Retiring}`` of a model and the models in it."""
    if not hasattr(model, "model_json_schema"):
        return {}
    schema = model.model_json_schema()
    return {
        (shape["title"], name): Retiring(rule["x-deprecated-since"], rule["x-sunset"], rule["x-instead"])
        for shape in (schema, *schema.get("$defs", {}).values())
        for name, rule in shape.get("properties", {}).items()
        if "x-sunset" in rule
    }


def _midnight(day):
    return datetime.combine(date.fromisoformat(day), datetime.min.time(), UTC)
