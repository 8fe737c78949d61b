"""A typed client generated from the description alone makes a quote and an order of it."""

import importlib
import json
import subprocess
import sys

import pytest
import requests
from test_api_orders import shop  # noqa: F401 - a fixture

# Refusals are JSON, too, and files of lines are bytes; and no formatters: the generated code is only run.
TYPES = {"application/problem+json": "application/json", "application/x-ndjson": "application/octet-stream"}
SETTINGS = {"content_type_overrides": TYPES, "post_hooks": []}
PACKAGE = "generated_shop_api"


@pytest.fixture(scope="module")
def client_package(server, tmp_path_factory):
    """The folder's name is the package's; it is imported afresh for each server."""
    folder = tmp_path_factory.mktemp("client")
    description = requests.get(f"{server.url}/shop-api/v1/openapi.json", timeout=60)
    (folder / "openapi.json").write_text(description.text, encoding="utf-8")
    (folder / "settings.json").write_text(json.dumps(SETTINGS))
    command = [
        "generate", "--path", "openapi.json", "--config", "settings.json", "--output-path", PACKAGE, "--meta", "none",
        "--fail-on-warning",
    ]  # fmt: skip
    said = subprocess.run(
        [sys.executable, "-m", "openapi_python_client", *command], cwd=folder, capture_output=True, text=True,
        timeout=180, check=False,
    )  # fmt: skip
    assert said.returncode == 0, said.stdout + said.stderr
    sys.path.insert(0, str(folder))
    yield PACKAGE
    sys.path.remove(str(folder))
    for name in [name for name in sys.modules if name.partition(".")[0] == PACKAGE]:
        del sys.modules[name]


def test_generated_client_quotes_and_orders(server, shop, client_package):  # noqa: F811
    load = lambda name: importlib.import_module(f"{client_package}.{name}")  # noqa: E731
    models = load("models")
    secret = shop.head["Authorization"].removeprefix("Bearer ")
    client = load("client").AuthenticatedClient(f"{server.url}/shop-api/v1", secret, timeout=60)
    product = shop.make_product(5)
    lines = [models.AskedLine(product=product, quantity=2)]

    stores = load("api.stores.list_stores").sync(client=client)
    assert shop.store in [store.code for store in stores.items]

    quote = load("api.orders.quote_order").sync(client=client, body=models.Basket(lines=lines, store=shop.store))
    assert (quote.can_order, quote.total, quote.lines[0].free) == (True, "200.00", 5)

    customer = models.CustomerRef(phone="+7 912 000-77-01", name="Generated")
    body = models.NewOrder(quote_id=quote.quote_id, customer=customer, expected_total=quote.total)
    create = load("api.orders.create_order")
    made = create.sync(client=client, body=body, idempotency_key="generated-1")
    again = create.sync_detailed(client=client, body=body, idempotency_key="generated-1")
    assert again.parsed.id == made.id
    assert again.headers["Idempotent-Replayed"] == "true"
    assert shop.count_orders(product) == 1

    order = load("api.orders.get_order").sync(made.id, client=client)
    assert (order.total, order.customer.name, order.lines[0].product) == ("200.00", "Generated", product)

    refused = create.sync(client=client, body=models.NewOrder(lines=[models.AskedLine(product, 9)], store=shop.store))
    assert isinstance(refused, models.Problem)
    assert refused.code == "out_of_stock"
