"""schemathesis tries what the description allows and what it forbids: no fault of the server, no answer off the
description, no page. `scripts/fuzz-api` does the same with ten thousand requests and more.
"""

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
import requests
from test_api_orders import Shop

pytestmark = pytest.mark.prefork
HERE = Path(__file__).parent
REQUESTS = int(os.environ.get("TORG_FUZZ_REQUESTS") or 400)
COVERAGE = 60  # requests an operation that its phase of corner cases makes, about
# What a shop lives on must be done, not only refused. A few requests a route make sure of reading alone.
READS = {"GET /products", "GET /availability", "GET /stores", "GET /changes", "GET /orders/{order}"}
NEEDED = READS | {
    "GET /customers/{customer}",
    "POST /customers",
    "POST /prices/quote",
    "POST /orders/quote",
    "POST /orders",
}
WHOLE = 5000  # requests


@pytest.fixture(scope="module")
def stocked(server, browser):
    """A shop with goods, customers and orders that requests can speak of; key and rate without limits."""
    shop = Shop(server, browser)
    browser.call("torg.api.key", "write", browser.call("torg.api.key", "search", []), {"reads_per_second": 10**6})
    products = [shop.make_product(10_000) for _number in range(4)]
    made = [shop.post("/orders", shop.basket(product, 1, number)).json() for number, product in enumerate(products)]
    stages = read(shop, "/stages")["items"]
    shop.known = {
        "product": products,
        "order": [order["id"] for order in made],
        "customer": [order["customer"]["id"] for order in made],
        "quantity": [1, 2, 3],
        "phone": ["+79120000001", "8 912 000-00-02"],
        "email": ["anna@example.com"],
        "in_stock": ["any", shop.store],
        "store": [shop.store],
        "stores": [shop.store],
        "stage": [stage["code"] for stage in stages],
    }
    return shop


def read(shop, path):
    """Read through the API."""
    answer = requests.get(f"{shop.server.url}/shop-api/v1{path}", headers=shop.head, timeout=60)
    answer.raise_for_status()
    return answer.json()


def test_nothing_is_off_the_description(stocked, tmp_path):
    log = tmp_path / "answers"
    finished = run(stocked, log)
    said = finished.stdout + finished.stderr
    assert finished.returncode == 0, said[-6000:]
    answers = [json.loads(line) for line in log.read_text().splitlines()]
    assert len(answers) >= REQUESTS * 0.8
    assert {status for _name, status, _kind in answers if status >= 500} == set()
    assert [row for row in answers if "html" in row[2]] == []
    done = {name for name, status, _kind in answers if status < 300}
    assert done >= (NEEDED if REQUESTS >= WHOLE else READS), "the fuzzing does not reach them"
    statuses = Counter(status for _name, status, _kind in answers)
    print(f"\n{len(answers)} requests: {dict(sorted(statuses.items()))}")  # noqa: T201 - what scripts/fuzz-api shows


def run(shop, log):
    """Let schemathesis try the server; the small form leaves the phase of corner cases out."""
    description = read(shop, "/openapi.json")
    count = sum(len(methods) for methods in description["paths"].values())
    is_small = count * COVERAGE * 2 > REQUESTS
    examples = max(5, REQUESTS // count) if is_small else max(5, REQUESTS // count - COVERAGE)
    phases = "fuzzing" if is_small else "coverage,fuzzing,stateful"
    environment = os.environ | {
        "TORG_FUZZ_KNOWN": json.dumps(shop.known),
        "SCHEMATHESIS_HOOKS": "fuzz_hooks",
        "TORG_FUZZ_LOG": str(log),
        "PYTHONPATH": str(HERE),
        "NO_COLOR": "1",
    }
    command = [
        str(Path(sys.executable).parent / "st"), "--config-file", str(HERE / "fuzz.toml"), "run",
        f"{shop.server.url}/shop-api/v1/openapi.json", "--header", f"Authorization: {shop.head['Authorization']}",
        "--phases", phases, "--max-examples", str(examples), "--workers", "2", "--no-shrink",
        "--continue-on-failure", "--request-timeout", "60", "--seed", os.environ.get("TORG_FUZZ_SEED", "1"),
    ]  # fmt: skip
    return subprocess.run(
        command, cwd=log.parent, env=environment, capture_output=True, text=True, timeout=7200, check=False
    )
