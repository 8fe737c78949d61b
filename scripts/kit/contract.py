"""Whether clients of one OpenAPI document can live with another: a pure comparison of plain values.

What breaks a client: a path, method, status, field or value it relied on is gone, or it must send what it did not. What
is added breaks nobody. The one question everywhere is whether one schema takes everything another one allows
(``takes``): of requests the new must take what the old allowed, of answers the old must take what the new allows.
"""

from dataclasses import dataclass

from .contract_schema import Comparison

METHODS = ("get", "put", "post", "delete", "patch", "head", "options")


@dataclass(frozen=True)
class Finding:
    """A break of the contract."""

    place: str
    text: str

    def __str__(self):
        return f"{self.place}: {self.text}"


def find_breaks(old, new):
    """Yield Findings: what clients of the old document would stumble over with the new one."""
    for path, method, operation in operations_of(old):
        place = f"{method.upper()} {path}"
        present = new["paths"].get(path, {}).get(method)
        if present is None:
            yield Finding(place, "is gone")
        else:
            yield from _find_operation_breaks(place, operation, present, old, new)
    problem = {"$ref": "#/components/schemas/Problem"}  # of every refusal
    yield from _tell("Problem", Comparison(old, new, is_request=False).takes(problem, problem))


def find_additions(old, new):
    """Yield names of operations and models that the new document has beside the old one."""
    known = {(path, method) for path, method, _operation in operations_of(old)}
    for path, method, _operation in operations_of(new):
        if (path, method) not in known:
            yield f"{method.upper()} {path}"
    models = new["components"]["schemas"]
    for name, model in models.items():
        before = old["components"]["schemas"].get(name)
        if before is not None:
            for field in model.get("properties", {}).keys() - before.get("properties", {}).keys():
                yield f"{name}.{field}"


def operations_of(document):
    """Yield (path, method, operation) in the order of the document."""
    for path, methods in document["paths"].items():
        for method in METHODS:
            if method in methods:
                yield path, method, methods[method]


def _find_operation_breaks(place, old, new, old_document, new_document):
    if old.get("operationId") != new.get("operationId"):
        yield Finding(place, f"is called {new.get('operationId')} now: generated clients had {old.get('operationId')}")
    yield from _find_security_breaks(place, old, new)
    asking = Comparison(new_document, old_document, is_request=True)
    yield from _find_parameter_breaks(place, old, new, asking)
    yield from _find_body_breaks(place, old, new, asking)
    answering = Comparison(old_document, new_document, is_request=False)
    yield from _find_answer_breaks(place, old, new, answering)


def _find_security_breaks(place, old, new):
    """Whoever was let in before is let in now."""
    doors = new.get("security", [])
    for way in old.get("security") or [{}]:
        if doors and not any(_opens(way, door) for door in doors):
            yield Finding(place, f"asks for {doors} now: before {way or 'nothing'} was enough")


def _opens(way, door):
    return all(name in way and set(scopes) <= set(way[name]) for name, scopes in door.items())


def _find_parameter_breaks(place, old, new, asking):
    before, now = _parameters(old), _parameters(new)
    for key, rule in before.items():
        if key not in now:
            yield Finding(f"{place} {key}", "is not taken any more")
            continue
        if now[key].get("required") and not rule.get("required"):
            yield Finding(f"{place} {key}", "must be sent now")
        yield from _tell(f"{place} {key}", asking.takes(now[key]["schema"], rule["schema"]))
    for key in now.keys() - before.keys():
        if now[key].get("required"):
            yield Finding(f"{place} {key}", "is new and must be sent")


def _parameters(operation):
    return {f"{rule['in']} parameter {rule['name']}": rule for rule in operation.get("parameters", ())}


def _find_body_breaks(place, old, new, asking):
    before, now = old.get("requestBody"), new.get("requestBody")
    if before is None:
        if now and now.get("required"):
            yield Finding(f"{place} body", "must be sent now")
        return
    if now is None:
        yield Finding(f"{place} body", "is not taken any more")
        return
    yield from _find_content_breaks(f"{place} body", before, now, asking, is_request=True)


def _find_answer_breaks(place, old, new, answering):
    for status, before in old["responses"].items():
        now = new["responses"].get(status)
        if now is not None:
            yield from _find_content_breaks(f"{place} {status}", before, now, answering, is_request=False)
        elif status.startswith("2"):
            yield Finding(f"{place} {status}", "is not answered any more")
    for status in new["responses"].keys() - old["responses"].keys():
        if status.startswith(("2", "3")):
            yield Finding(f"{place} {status}", "is answered now: clients do not expect it")


def _find_content_breaks(place, before, now, comparison, is_request):
    for kind, content in (before.get("content") or {}).items():
        present = (now.get("content") or {}).get(kind)
        if present is None:
            yield Finding(place, f"{kind} is gone")
            continue
        pair = (present, content) if is_request else (content, present)
        yield from _tell(place, comparison.takes(*(part.get("schema", {}) for part in pair)))


def _tell(place, found):
    for pointer, text in found:
        yield Finding(f"{place} {pointer}".rstrip(), text)
