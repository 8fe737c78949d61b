"""OpenAPI 3.1 out of the promises of the routes: the only description of the API, and never written by hand."""

import re

from pydantic.json_schema import models_json_schema

from .openapi_webhooks import add_webhooks
from .problem import KINDS
from .promise import ANY, BASE, NAME, ONLY, TORG_VERSION

ALWAYS = ("internal", "rate_limited", "unauthorized", "forbidden", "method_not_allowed")
PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "code", "detail", "trace_id"],
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string"},
        "detail": {"type": "string"},
        "trace_id": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["pointer", "code", "detail"],
                "properties": {name: {"type": "string"} for name in ("pointer", "code", "detail")},
            },
        },
    },
}
FIRST_STEPS = """1. The administrator makes a key: Trade → Exchange → Shop API. Put it in here: **Authorize**.
2. `GET /key` tells what it may do, `GET /stores` and `GET /products` what there is.
3. `POST /orders/quote` tells what a basket costs and what stands in its way, `POST /orders` makes the order. Give every
   write an `Idempotency-Key`: repeated with the same one it is done once.
4. `GET /changes` tells what has changed since."""
CUSTOMER = "Access token of a customer, of `POST /auth/verify`"
TEXT = {"type": "string"}
HEADERS = {
    "TraceId": {"description": "What to tell the support", "schema": TEXT},
    "TorgVersion": {"description": "Date of the newest addition this server knows", "schema": TEXT},
    "RateLimit": {"description": "What is left of the key's rate", "schema": TEXT},
    "ETag": {"description": "Version of the answer, for If-None-Match and If-Match", "schema": TEXT},
    "RetryAfter": {"description": "Seconds to wait", "schema": {"type": "integer"}},
    "Deprecation": {"description": "Something of this request retires: since when it is told", "schema": TEXT},
    "Sunset": {"description": "Something of this request may be gone after this moment", "schema": TEXT},
}
CONVERTERS = {"int": {"type": "integer", "minimum": 1}, "string": {"type": "string"}, "path": {"type": "string"}}
REFERENCE = re.compile(r"#/components/schemas/(\w+)")
PART = re.compile(r"<(?:(\w+)(?:\([^)]*\))?:)?(\w+)>")


def build(operations, scopes, events=()):
    """The document as plain values.

    :param operations: every Operation that is served
    :param scopes: ``{code: name}``
    :param events: rows (code, name, description) of what webhooks tell
    """
    schemas, references = _schemas(operations)
    paths = {}
    for operation in sorted(operations, key=lambda operation: (operation.path, operation.method)):
        path = paths.setdefault(tell_path(operation), {})
        path[operation.method.lower()] = _operation(operation, references)
    _open_answers(schemas, paths)
    document = {
        "openapi": "3.1.0",
        "info": {"title": "Torg shop API", "version": TORG_VERSION, "description": FIRST_STEPS},
        "servers": [{"url": BASE}],
        "tags": [{"name": name} for name in sorted({operation.tag for operation in operations})],
        "paths": paths,
        "components": {
            "schemas": {**schemas, "Problem": _problem()},
            "headers": HEADERS,
            "securitySchemes": {
                "key": {"type": "http", "scheme": "bearer", "description": _scopes(scopes)},
                "customer": {"type": "http", "scheme": "bearer", "description": CUSTOMER},
            },
        },
    }
    return add_webhooks(document, events)


def tell_path(operation):
    """The path of an operation as OpenAPI writes it."""
    return PART.sub(r"{\2}", operation.path)


def _problem():
    """Codes are open: further ones come with additions, and clients must bear them."""
    code = {"type": "string", "x-extensible-enum": sorted(KINDS)}
    return {**PROBLEM, "properties": {**PROBLEM["properties"], "code": code}}


def _open_answers(schemas, paths):
    """Bodies have these fields and no others; answers get further ones with additions, so they do not promise it."""
    bodies = _reached([part.get("requestBody") for path in paths.values() for part in path.values()], schemas)
    for name in schemas.keys() - bodies:
        if schemas[name].get("additionalProperties") is False:
            del schemas[name]["additionalProperties"]


def _reached(values, schemas):
    """Names of the models that are named in the values, and in those models."""
    found, queue = set(), list(values)
    while queue:
        names = set(REFERENCE.findall(str(queue.pop()))) - found
        found |= names
        queue += [schemas[name] for name in names]
    return found


def _schemas(operations):
    """All models once; ``{(model, mode): reference}``."""
    wanted = {}
    for operation in operations:
        wanted |= {(operation.body, "validation"): None} if operation.body else {}
        wanted |= {(operation.answer, "serialization"): None} if operation.answer else {}
    references, document = models_json_schema(list(wanted), ref_template="#/components/schemas/{model}")
    return document.get("$defs", {}), references


def _operation(operation, references):
    found = {
        "operationId": operation.name,
        "summary": operation.summary,
        "tags": [operation.tag],
        "parameters": [*_path_parameters(operation), *_query_parameters(operation), *_header_parameters(operation)],
        "responses": _responses(operation, references),
        "security": _security(operation),
        "x-since": operation.since,
        **(operation.retiring.describe() if operation.retiring else {}),
    }
    if operation.description:
        found["description"] = operation.description
    if operation.body:
        schema = references[operation.body, "validation"]
        found["requestBody"] = {
            "required": True,
            "content": {operation.upload or "application/json": {"schema": schema}},
        }
    return found


def _security(operation):
    """Who may: a key with the permission, a customer's token, or either of both."""
    wanted = [] if operation.scope == ANY else [operation.scope]
    keys = [{"key": wanted}] if operation.scope and operation.customer != ONLY else []
    return [*keys, {"customer": []}] if operation.customer else keys


def _path_parameters(operation):
    for converter, name in PART.findall(operation.path):
        schema = CONVERTERS.get(converter or "string", CONVERTERS["string"])
        yield {"name": name, "in": "path", "required": True, "schema": schema}


def _query_parameters(operation):
    if not operation.query:
        return
    schema = operation.query.model_json_schema()
    for name, rule in schema.get("properties", {}).items():
        told = {"name": name, "in": "query", "required": name in schema.get("required", ()), "schema": _told(rule)}
        yield told | ({"deprecated": True} if rule.get("deprecated") else {})


def _told(rule):
    """The rule of a parameter: what is left out of an address has no value, rather than null."""
    kept = {name: value for name, value in rule.items() if name not in ("title", "anyOf")}
    if kept.get("default", ...) is None:
        del kept["default"]
    variants = [variant for variant in rule.get("anyOf", ()) if variant != {"type": "null"}]
    if len(variants) > 1:
        return {**kept, "anyOf": variants}
    return {**next(iter(variants), {}), **kept}


def _header_parameters(operation):
    if operation.is_write and operation.kept:
        yield {"name": "Idempotency-Key", "in": "header", "required": False, "schema": {**TEXT, "pattern": NAME}}
    elif operation.method == "GET":
        yield {"name": "If-None-Match", "in": "header", "required": False, "schema": TEXT}


def _responses(operation, references):
    content = {}
    if operation.answer:
        schema = references[operation.answer, "serialization"]
        content = {"content": {operation.media: {"schema": schema}}}
    responses = {str(operation.status): {"description": "OK", "headers": _headers(operation), **content}}
    if operation.method == "GET":
        responses["304"] = {"description": "Not modified"}
    by_status = {}
    for code in sorted({*_usual_problems(operation), *operation.problems}):
        by_status.setdefault(KINDS[code].status, []).append(code)
    for status, codes in sorted(by_status.items()):
        responses[str(status)] = {
            "description": ", ".join(codes),
            **({"headers": {"Retry-After": {"$ref": "#/components/headers/RetryAfter"}}} if status == 429 else {}),
            "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
    return responses


def _headers(operation):
    names = {"X-Trace-Id": "TraceId", "Torg-Version": "TorgVersion"}
    if operation.scope:
        names["RateLimit"] = "RateLimit"
    if operation.method == "GET":
        names["ETag"] = "ETag"
    if operation.retiring:
        names |= {"Deprecation": "Deprecation", "Sunset": "Sunset"}
    return {name: {"$ref": f"#/components/headers/{part}"} for name, part in names.items()}


def _usual_problems(operation):
    yield from ALWAYS if operation.scope else ("internal", "method_not_allowed")
    yield "validation"
    if "<" in operation.path:
        yield "not_found"
    yield "bad_request"
    yield "unsupported_media_type"
    yield "too_large"
    if operation.body:
        yield "bad_json"
    if operation.is_write:
        yield from ("idempotency_in_flight", "idempotency_reused", "busy", "conflict")


def _scopes(scopes):
    return "\n".join(f"- `{code}`: {name}" for code, name in sorted(scopes.items()))
