"""OpenAPI 3.1 out of the promises of the routes: the only description of the API, and never written by hand."""

import re

from pydantic.json_schema import models_json_schema

from .problem import KINDS
from .promise import BASE, ONLY

ALWAYS = ("internal", "rate_limited", "unauthorized", "forbidden", "method_not_allowed")
PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "code", "detail", "trace_id"],
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string", "enum": []},
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
CUSTOMER = "Access token of a customer, of `POST /auth/verify`"
CONVERTERS = {"int": {"type": "integer", "minimum": 1}, "string": {"type": "string"}, "path": {"type": "string"}}
PART = re.compile(r"<(?:(\w+)(?:\([^)]*\))?:)?(\w+)>")


def build(operations, scopes, version):
    """The document as plain values.

    :param operations: every Operation that is served
    :param scopes: ``{code: name}``
    """
    schemas, references = _schemas(operations)
    paths = {}
    for operation in sorted(operations, key=lambda operation: (operation.path, operation.method)):
        path = paths.setdefault(PART.sub(r"{\2}", operation.path), {})
        path[operation.method.lower()] = _operation(operation, references)
    problem = {**PROBLEM, "properties": {**PROBLEM["properties"], "code": {"type": "string", "enum": sorted(KINDS)}}}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Torg shop API", "version": version},
        "servers": [{"url": BASE}],
        "tags": [{"name": name} for name in sorted({operation.tag for operation in operations})],
        "paths": paths,
        "components": {
            "schemas": {**schemas, "Problem": problem},
            "securitySchemes": {
                "key": {"type": "http", "scheme": "bearer", "description": _scopes(scopes)},
                "customer": {"type": "http", "scheme": "bearer", "description": CUSTOMER},
            },
        },
    }


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
    }
    if operation.description:
        found["description"] = operation.description
    if operation.body:
        schema = references[operation.body, "validation"]
        found["requestBody"] = {"required": True, "content": {"application/json": {"schema": schema}}}
    return found


def _security(operation):
    """Who may: a key with the permission, a customer's token, or either of both."""
    keys = [{"key": [operation.scope]}] if operation.scope and operation.customer != ONLY else []
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
        rule = {**rule}
        rule.pop("title", None)
        yield {"name": name, "in": "query", "required": name in schema.get("required", ()), "schema": rule}


def _header_parameters(operation):
    if operation.is_write and operation.kept:
        text = {"type": "string", "minLength": 1, "maxLength": 255}
        yield {"name": "Idempotency-Key", "in": "header", "required": False, "schema": text}
    elif operation.method == "GET":
        yield {"name": "If-None-Match", "in": "header", "required": False, "schema": {"type": "string"}}


def _responses(operation, references):
    content = {}
    if operation.answer:
        schema = references[operation.answer, "serialization"]
        content = {"content": {"application/json": {"schema": schema}}}
    responses = {str(operation.status): {"description": "OK", **content}}
    if operation.method == "GET":
        responses["304"] = {"description": "Not modified"}
    by_status = {}
    for code in sorted({*_usual_problems(operation), *operation.problems}):
        by_status.setdefault(KINDS[code].status, []).append(code)
    for status, codes in sorted(by_status.items()):
        responses[str(status)] = {
            "description": ", ".join(codes),
            "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
    return responses


def _usual_problems(operation):
    yield from ALWAYS if operation.scope else ("internal", "method_not_allowed")
    if operation.query or operation.body or "<" in operation.path:
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
