"""Every operation with every kind of caller: what must come out is computed from what the operation promises.

A new route needs no line here as long as its path and its body can be filled. Where they cannot, the test names the
dictionary that wants a line: PARTS for a part of a path, BODIES for a body that must hang together.
"""

import re

from odoo.addons.torg_api.tools.promise import ANY, BASE, ONLY

PART = re.compile(r"<(?:(\w+)(?:\([^)]*\))?:)?(\w+)>")
NOTHING = 2**31 - 1

# What stands in a path: which record of the test it is. A value that is no record is taken as it is.
PARTS = {
    "order": "order",
    "customer": "customer",
    "address": "address",
    "document": "document",
    "company": "firm",
    "login": "login",
    "product_id": "product",
    # Things of which the test has none: their own tests show that those of others are not there.
    **dict.fromkeys(("number", "webhook", "price_list", "note"), NOTHING),
    "delivery": "none",
    "store": "NONE",
    "day": "2026-11-01",
}

# Bodies that the schema alone does not fill: fields that hang together. Else the least body is made of the schema.
BODIES = {
    "quote_order": {"lines": [{"product": 1, "quantity": 1}], "store": "NONE"},
    "create_order": {"lines": [{"product": 1, "quantity": 1}], "store": "NONE"},
    "create_customer": {"phone": "+79125559001"},
    "create_request": {"phone": "+79125559001"},
    "put_prices": {"items": [{"product": NOTHING, "price_type": "x", "price": 1}]},
    "put_stock": {"items": [{"product": NOTHING, "store": "x", "on_hand": 1}]},
    "ask_code": {"email": "nobody@example.com"},
    "create_export": {"kind": "stock"},
    "quote_delivery": {
        "lines": [{"product": 1, "quantity": 1}], "address": {"street": "x"}, "store": "NONE",
    },
}  # fmt: skip

# Who calls, in the order of the report.
CALLERS = ("stranger", "revoked", "wrong_scope", "read_only", "full", "publishable", "customer", "other_company")


def get_endpoints(env):
    """Every endpoint of an operation the base serves; core's own map is for requests and their threads."""
    routes = env["ir.http"]._generate_routing_rules(sorted(env.registry._init_modules), None)
    return [endpoint for _path, endpoint in routes if endpoint.routing.get("torg_operation")]


def get_operations(env):
    """Every operation the base serves, other addons' included."""
    found = {endpoint.routing["torg_operation"] for endpoint in get_endpoints(env)}
    return sorted(found, key=lambda made: (made.path, made.method))


def expect(operation, caller, public_scopes):
    """Return the status a caller is stopped with at the door, or None when the door is open to him."""
    if not operation.scope:
        return None
    if caller in ("stranger", "revoked"):
        return 401
    if caller == "customer":
        return None if operation.customer else 403
    if operation.customer == ONLY:
        return 403
    if operation.scope == ANY:
        return None
    if caller == "wrong_scope":
        return 403
    if caller == "publishable":
        return None if operation.scope in public_scopes else 403
    return 403 if caller == "read_only" and operation.is_write else None


def get_parts(operation):
    """Names of the parts of its path."""
    return [name for _converter, name in PART.findall(operation.path)]


def fill_path(operation, values):
    """Return the path with values in the place of its parts."""
    return BASE + PART.sub(lambda match: str(values[match[2]]), operation.path)


def make_body(operation):
    """Return a body that the operation understands, or None when it takes none."""
    if not operation.body:
        return None
    if operation.name in BODIES:
        return BODIES[operation.name]
    schema = operation.body.model_json_schema()
    return _make(schema, schema.get("$defs", {}))


def make_query(operation):
    """Return the least query the operation understands, as a dict."""
    if not operation.query:
        return {}
    if operation.name in QUERIES:
        return QUERIES[operation.name]
    schema = operation.query.model_json_schema()
    return _make(schema, schema.get("$defs", {}))


QUERIES = {
    "find_customers": {"phone": "+79125559001"},
    "list_availability": {"products": "1"},
    "create_import": {"kind": "customers"},
}
EXAMPLES = {
    "date": "2026-11-01",
    "date-time": "2026-11-01T10:00:00Z",
    "uri": "https://example.com/hook",
    "email": "a@b.ru",
}


def _make(schema, definitions):
    """Return the least value of a JSON schema: required fields only."""
    if "$ref" in schema:
        return _make(definitions[schema["$ref"].rsplit("/", 1)[-1]], definitions)
    for name in ("const", "default"):
        if name in schema:
            return schema[name]
    if "enum" in schema:
        return schema["enum"][0]
    for name in ("anyOf", "oneOf", "allOf"):
        if name in schema:
            return _make(schema[name][0], definitions)
    kind = schema.get("type")
    if kind == "object":
        fields = schema.get("properties", {})
        return {name: _make(fields[name], definitions) for name in schema.get("required", ())}
    if kind == "array":
        return [_make(schema["items"], definitions) for _number in range(schema.get("minItems", 0))]
    if kind in ("integer", "number"):
        return max(1, schema.get("minimum", 1))
    if kind == "boolean":
        return True
    return EXAMPLES.get(schema.get("format")) or "x" * max(1, schema.get("minLength", 1))
