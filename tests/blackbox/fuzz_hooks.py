"""What schemathesis cannot guess: which goods, customers and orders there are. Loaded by it, not by pytest.

Half of the good requests speak of things that are there; an Idempotency-Key never repeats by chance.
"""

import json
import os
import random
import uuid

import schemathesis
from schemathesis import GenerationMode

KNOWN = json.loads(os.environ["TORG_FUZZ_KNOWN"])  # name of a field → values that are there
IDS = {"product": "product", "product_id": "product", "products": "product", "ids": "product"}
SHARE = 0.7


@schemathesis.hook
def before_call(context, case, kwargs):
    """Put known things into a request that is meant to be good."""
    mode = case.meta.generation.mode if case.meta else None
    if mode != GenerationMode.POSITIVE:
        return
    if "Idempotency-Key" in (case.headers or {}):
        case.headers["Idempotency-Key"] = uuid.uuid4().hex
    chance = random.Random(f"{case.path_parameters}{case.query}{case.body}")
    case.path_parameters = _fill(case.path_parameters, chance)
    case.query = _fill(case.query, chance)
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
    if isinstance(value, dict):
        return {key: _fill(part, chance, key) for key, part in value.items()}
    if isinstance(value, list):
        return [_fill(part, chance, name) for part in value]
    if value is None or not known or chance.random() > SHARE:
        return value
    chosen = chance.choice(known)
    return chosen if isinstance(value, type(chosen)) else value
