"""What schemathesis cannot guess: which goods, customers and orders there are. Loaded by it, not by pytest.

Most of the good requests speak of things that are there; an Idempotency-Key never repeats by chance.
"""

import json
import os
import random
import uuid

import schemathesis
from schemathesis import GenerationMode

KNOWN = json.loads(os.environ["TORG_FUZZ_KNOWN"])  # name of a field → values that are there
IDS = {"product_id": "product", "products": "product", "ids": "product"}
# Most good requests do without them.
OPTIONAL = ("delivery", "order_type", "interval", "category", "quote_id", "expected_total")
SHARE = 0.8


@schemathesis.hook
def before_call(context, case, kwargs):
    """Put known things into a request that is meant to be good."""
    mode = case.meta.generation.mode if case.meta else None
    if mode != GenerationMode.POSITIVE:
        return
    if "Idempotency-Key" in (case.headers or {}):
        case.headers["Idempotency-Key"] = uuid.uuid4().hex
    chance = random.Random(f"{case.path_parameters}{case.query}{case.body}")
    if chance.random() > SHARE:
        return
    case.path_parameters = _fill(case.path_parameters, chance)
    case.query = {name: value for name, value in (_fill(case.query, chance) or {}).items() if value is not None}
    if isinstance(case.body, dict):
        case.body = _fill(case.body, chance)


@schemathesis.hook
def after_call(context, case, response):
    """Keep what was answered: a line per request."""
    kind = response.headers.get("content-type", [""])
    row = json.dumps([case.operation.label, response.status_code, kind[0]])
    with open(os.environ["TORG_FUZZ_LOG"], "a") as log:
        log.write(f"{row}\n")


def _fill(value, chance, name=""):
    known = KNOWN.get(IDS.get(name, name))
    if name in OPTIONAL:
        return None
    if name == "customer" and isinstance(value, dict):
        return {"id": chance.choice(known)}
    if isinstance(value, dict):
        return {key: _fill(part, chance, key) for key, part in value.items()}
    if isinstance(value, list):
        return [_fill(part, chance, name) for part in value]
    return chance.choice(known) if known else value
