"""Webhooks in OpenAPI: what we send to those who subscribe, made of the registry of events."""

from pydantic.json_schema import models_json_schema

from .event_promise import EVENTS

THIN = {
    "title": "EventData",
    "type": "object",
    "required": ["id", "revision"],
    "properties": {"id": {"type": "integer"}, "revision": {"type": "integer"}},
}
HEADERS = {
    "webhook-id": "The message: the same however often it is sent",
    "webhook-timestamp": "Seconds since 1970 of this attempt",
    "webhook-signature": "v1, and the base64 of HMAC-SHA256 over id.timestamp.body; two after a change of secret",
}


def add_webhooks(document, events):
    """Return the OpenAPI document with what webhooks carry.

    :param events: rows (code, name, description)
    """
    described = [code for code, _name, _description in events if code in EVENTS]
    wanted = list({(EVENTS[code], "serialization"): None for code in described})
    references, schemas = (
        models_json_schema(wanted, ref_template="#/components/schemas/{model}") if wanted else ({}, {})
    )
    known = document["components"]["schemas"]
    document["components"]["schemas"] = {**schemas.get("$defs", {}), **known, "EventData": THIN}
    document["webhooks"] = {
        code: {"post": _describe(code, name, description, references)} for code, name, description in sorted(events)
    }
    return document


def _describe(code, name, description, references):
    thin = {"$ref": "#/components/schemas/EventData"}
    data = references[EVENTS[code], "serialization"] if code in EVENTS else thin
    body = {
        "type": "object",
        "required": ["type", "timestamp", "data"],
        "properties": {
            "type": {"const": code},
            "timestamp": {"type": "string", "format": "date-time", "description": "When it happened"},
            "data": data,
        },
    }
    return {
        "operationId": "on_" + code.replace(".", "_"),
        "summary": name,
        "description": description,
        "tags": ["Webhooks"],
        "parameters": [_header(header, text) for header, text in HEADERS.items()],
        "requestBody": {"required": True, "content": {"application/json": {"schema": body}}},
        "responses": {"2XX": {"description": "Taken; whatever else is answered, we come again"}},
    }


def _header(name, text):
    return {"name": name, "in": "header", "required": True, "description": text, "schema": {"type": "string"}}
