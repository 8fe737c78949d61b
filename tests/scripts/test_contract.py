"""What counts as a break of the API's contract, and what does not."""

from copy import deepcopy

import pytest

from kit.contract import find_additions, find_breaks

DOCUMENT = {
    "paths": {
        "/goods": {
            "get": {
                "operationId": "list_goods",
                "parameters": [
                    {"name": "search", "in": "query", "required": False, "schema": {"type": "string", "maxLength": 9}}
                ],
                "responses": {
                    "200": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Goods"}}}}
                },
                "security": [{"key": ["catalogue"]}],
            },
            "post": {
                "operationId": "create_goods",
                "requestBody": {
                    "required": True,
                    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/New"}}},
                },
                "responses": {"201": {}},
                "security": [{"key": ["desk"]}],
            },
        }
    },
    "components": {
        "schemas": {
            "Goods": {
                "type": "object",
                "required": ["id", "kind"],
                "properties": {
                    "id": {"type": "integer"},
                    "kind": {"type": "string", "enum": ["bottle", "can"]},
                    "note": {"anyOf": [{"type": "string"}, {"type": "null"}]},
                    "parts": {"type": "array", "items": {"$ref": "#/components/schemas/Goods"}},
                },
            },
            "New": {
                "type": "object",
                "additionalProperties": False,
                "required": ["name"],
                "properties": {
                    "name": {"type": "string", "maxLength": 50},
                    "count": {"type": "integer", "minimum": 1, "default": 1},
                    "way": {"type": "string", "enum": ["post", "courier"]},
                },
            },
            "Problem": {
                "type": "object",
                "required": ["code"],
                "properties": {"code": {"type": "string", "x-extensible-enum": ["busy", "gone"]}},
            },
        }
    },
}


@pytest.fixture
def new():
    return deepcopy(DOCUMENT)


def say(new):
    return [str(finding) for finding in find_breaks(DOCUMENT, new)]


def model(document, name):
    return document["components"]["schemas"][name]


def test_same_document_breaks_nothing(new):
    assert say(new) == []
    assert list(find_additions(DOCUMENT, new)) == []


def test_additions_break_nothing_and_are_named(new):
    new["paths"]["/more"] = {"get": {"operationId": "more", "responses": {"200": {}}}}
    new["paths"]["/goods"]["get"]["parameters"].append(
        {"name": "page", "in": "query", "required": False, "schema": {"type": "integer"}}
    )
    model(new, "Goods")["properties"]["size"] = {"type": "number"}
    model(new, "Goods")["required"].append("size")
    model(new, "New")["properties"]["size"] = {"type": "number"}
    model(new, "New")["properties"]["way"]["enum"].append("pickup")
    model(new, "New")["properties"]["name"]["maxLength"] = 80
    model(new, "New")["required"] = []
    model(new, "Goods")["required"].append("note")
    model(new, "Problem")["properties"]["code"]["x-extensible-enum"].append("late")
    new["paths"]["/goods"]["post"]["responses"]["409"] = {}
    new["paths"]["/goods"]["get"]["security"].append({"customer": []})
    assert say(new) == []
    assert set(find_additions(DOCUMENT, new)) == {"GET /more", "Goods.size", "New.size"}


BREAKS = {
    "the path is gone": (lambda d: d["paths"].pop("/goods"), ["GET /goods: is gone", "POST /goods: is gone"]),
    "the method is gone": (lambda d: d["paths"]["/goods"].pop("get"), ["GET /goods: is gone"]),
    "another name": (
        lambda d: d["paths"]["/goods"]["get"].update(operationId="goods"),
        ["GET /goods: is called goods now: generated clients had list_goods"],
    ),
    "another permission": (
        lambda d: d["paths"]["/goods"]["get"].update(security=[{"key": ["desk"]}]),
        ["GET /goods: asks for [{'key': ['desk']}] now: before {'key': ['catalogue']} was enough"],
    ),
    "a parameter is gone": (
        lambda d: d["paths"]["/goods"]["get"]["parameters"].clear(),
        ["GET /goods query parameter search: is not taken any more"],
    ),
    "a parameter must be sent": (
        lambda d: d["paths"]["/goods"]["get"]["parameters"][0].update(required=True),
        ["GET /goods query parameter search: must be sent now"],
    ),
    "a new parameter must be sent": (
        lambda d: d["paths"]["/goods"]["get"]["parameters"].append(
            {"name": "shop", "in": "query", "required": True, "schema": {}}
        ),
        ["GET /goods query parameter shop: is new and must be sent"],
    ),
    "a parameter is narrower": (
        lambda d: d["paths"]["/goods"]["get"]["parameters"][0]["schema"].update(maxLength=5),
        ["GET /goods query parameter search: maxLength 9 was allowed before and is refused now, the bound is 5"],
    ),
    "an answer's field is gone": (
        lambda d: model(d, "Goods")["properties"].pop("note"),
        ["GET /goods 200 /note: is gone"],
    ),
    "an answer's field may be missing": (
        lambda d: model(d, "Goods")["required"].remove("id"),
        ["GET /goods 200 /id: may be missing now"],
    ),
    "an answer's field may be null": (
        lambda d: model(d, "Goods")["properties"].update(id={"anyOf": [{"type": "integer"}, {"type": "null"}]}),
        ["GET /goods 200 /id: null is new: clients do not know it"],
    ),
    "an answer's type": (
        lambda d: model(d, "Goods")["properties"].update(id={"type": "string"}),
        ["GET /goods 200 /id: string is new: clients do not know it"],
    ),
    "an answer's value": (
        lambda d: model(d, "Goods")["properties"]["kind"]["enum"].append("keg"),
        ["GET /goods 200 /kind: the value keg is new: clients do not know it"],
    ),
    "an answer's status": (
        lambda d: d["paths"]["/goods"]["post"].update(responses={"200": {}}),
        ["POST /goods 201: is not answered any more", "POST /goods 200: is answered now: clients do not expect it"],
    ),
    "an answer's type of content": (
        lambda d: d["paths"]["/goods"]["get"]["responses"].update({"200": {"content": {"text/csv": {}}}}),
        ["GET /goods 200: application/json is gone"],
    ),
    "a body's field is gone": (
        lambda d: model(d, "New")["properties"].pop("count"),
        ["POST /goods body /count: is not taken any more"],
    ),
    "a body's field must be sent": (
        lambda d: model(d, "New")["required"].append("count"),
        ["POST /goods body /count: must be sent now"],
    ),
    "a new field must be sent": (
        lambda d: (
            model(d, "New")["properties"].update(vat={"type": "string"}),
            model(d, "New")["required"].append("vat"),
        ),
        ["POST /goods body /vat: must be sent now"],
    ),
    "a body's value is gone": (
        lambda d: model(d, "New")["properties"]["way"]["enum"].remove("post"),
        ["POST /goods body /way: the value post was allowed before and is refused now"],
    ),
    "a body's bound": (
        lambda d: model(d, "New")["properties"]["count"].update(minimum=2),
        ["POST /goods body /count: minimum 1 was allowed before and is refused now, the bound is 2"],
    ),
    "a body's pattern": (
        lambda d: model(d, "New")["properties"]["name"].update(pattern="^a"),
        ["POST /goods body /name: pattern of any kind was allowed before and is refused now, it is ^a"],
    ),
    "the body is gone": (
        lambda d: d["paths"]["/goods"]["post"].pop("requestBody"),
        ["POST /goods body: is not taken any more"],
    ),
    "a code of problems is gone": (
        lambda d: model(d, "Problem")["properties"]["code"]["x-extensible-enum"].remove("gone"),
        ["Problem /code: the value gone is gone"],
    ),
}


@pytest.mark.parametrize(("change", "said"), BREAKS.values(), ids=BREAKS)
def test_break_is_named(new, change, said):
    change(new)
    assert say(new) == said


def test_new_body_that_must_be_sent_is_a_break(new):
    body = new["paths"]["/goods"]["post"]["requestBody"]
    new["paths"]["/goods"]["get"]["requestBody"] = body
    assert say(new) == ["GET /goods body: must be sent now"]
