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


@lru_cache
def _fields_of(model):
    """``{field: Retiring}`` of a model, those of the models in it by their names."""
    if not hasattr(model, "model_json_schema"):
        return {}
    schema = model.model_json_schema()
    shapes = [schema, *schema.get("$defs", {}).values()]
    return {
        name: Retiring(rule["x-deprecated-since"], rule["x-sunset"], rule["x-instead"])
        for shape in shapes
        for name, rule in shape.get("properties", {}).items()
        if "x-sunset" in rule
    }


def _midnight(day):
    return datetime.combine(date.fromisoformat(day), datetime.min.time(), UTC)
