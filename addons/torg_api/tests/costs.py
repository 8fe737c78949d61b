"""What every operation of the API may cost: how often it asks the base, with warm caches of the worker.

An operation without a line here fails test_costs. The path and the body are filled with what the test makes for every
request anew: an order, an address, a quote.
"""

from typing import NamedTuple


class Cost(NamedTuple):
    """One example of an operation.

    :param most: queries; a little more than was counted
    """

    most: int
    path: str
    body: dict | None = None


LINES = [{"product": "{product}", "quantity": 1}]
PERSON = {"phone": "+7 912 777-00-{serial}", "name": "Boris"}
ADDRESS = {"city": "Saint Petersburg", "street": "Liteyny {serial}"}
EVENTS = ["stock.changed", "order.created"]

COSTS = {
    # About
    "get_openapi": Cost(9, "/openapi.json"),
    "get_key": Cost(14, "/key"),
    # Catalogue
    "list_categories": Cost(14, "/categories"),
    "list_products": Cost(32, "/products?customer={customer}"),
    "get_product": Cost(37, "/products/{product}?customer={customer}"),
    "get_availability": Cost(18, "/products/{product}/availability"),
    "list_substitutes": Cost(16, "/products/{product}/substitutes?store={store}"),
    "list_availability": Cost(17, "/availability?products={product}&stores={store}"),
    "ask_availability": Cost(15, "/availability", {"products": ["{product}"], "stores": ["{store}"]}),
    "quote_prices": Cost(27, "/prices/quote", {"customer": "{customer}", "lines": LINES}),
    "list_stores": Cost(15, "/stores"),
    # Orders
    "quote_order": Cost(46, "/orders/quote", {"lines": LINES, "store": "{store}", "customer": {"id": "{customer}"}}),
    "create_order": Cost(196, "/orders", {"lines": LINES, "store": "{store}", "customer": PERSON}),
    "list_orders": Cost(24, "/orders?customer={customer}"),
    "get_order": Cost(32, "/orders/{order}"),
    "cancel_order": Cost(163, "/orders/{order}/cancel", {}),
    "repeat_order": Cost(183, "/orders/{order}/repeat"),
    "change_store": Cost(216, "/orders/{order}/change-store", {"store": "{far}"}),
    "move_order": Cost(291, "/orders/{order}/move", {"stage": "agreed"}),
    "create_payment": Cost(64, "/orders/{order}/payments", {"id": "p{serial}", "amount": 50}),
    "create_request": Cost(92, "/requests", {"id": "r{serial}", "text": "Do you have rum?", **PERSON}),
    "list_stages": Cost(16, "/stages"),
    "list_delivery_methods": Cost(14, "/delivery/methods"),
    "quote_delivery": Cost(72, "/delivery/quote", {"lines": LINES, "method": "{carrier}", "address": ADDRESS}),
    # Customers
    "find_customers": Cost(13, "/customers?phone=89125550011"),
    "create_customer": Cost(42, "/customers", PERSON),
    "get_customer": Cost(20, "/customers/{customer}"),
    "change_customer": Cost(38, "/customers/{customer}", {"name": "Anna {serial}"}),
    "create_address": Cost(48, "/customers/{customer}/addresses", ADDRESS),
    "remove_address": Cost(44, "/customers/{customer}/addresses/{address}"),
    "record_consent": Cost(25, "/customers/{customer}/consents", {"purpose": "orders", "given": True}),
    "list_customer_orders": Cost(28, "/customers/{customer}/orders"),
    # Price lists
    "make_price_list": Cost(22, "/customers/{customer}/price-lists", {"category": "{rums}", "photos": False}),
    "get_price_list": Cost(20, "/customers/{customer}/price-lists/{price_list}"),
    "get_latest_price_list": Cost(22, "/customers/{customer}/price-list"),
    # Many rows
    "put_prices": Cost(60, "/prices", {"items": [{"product": "{product}", "price_type": "opt", "price": "{serial}"}]}),
    "put_stock": Cost(45, "/stock", {"items": [{"product": "{product}", "store": "{kept}", "on_hand": 5}]}),
    "create_import": Cost(17, "/imports?kind=customers", PERSON),
    "list_imports": Cost(12, "/imports"),
    "get_import": Cost(12, "/imports/{file}"),
    "get_problems": Cost(12, "/imports/{file}/problems"),
    "cancel_import": Cost(23, "/imports/{file}"),
    "create_export": Cost(18, "/exports", {"kind": "stock"}),
    "get_export": Cost(13, "/exports/{export}"),
    # Results of stores
    "put_day_totals": Cost(22, "/stores/{store}/day-totals/2026-03-02", {"receipts": 4, "revenue": "{serial}"}),
    "get_day_totals": Cost(14, "/stores/{store}/day-totals/{day}"),
    "list_day_totals": Cost(14, "/stores/{store}/day-totals?since={day}&until={day}"),
    # Webhooks
    "list_events": Cost(13, "/events"),
    "list_webhooks": Cost(22, "/webhooks"),
    "create_webhook": Cost(40, "/webhooks", {"name": "Site", "url": "https://shop.example/", "events": EVENTS}),
    "get_webhook": Cost(50, "/webhooks/{webhook}"),
    "change_webhook": Cost(47, "/webhooks/{webhook}", {"name": "Site {serial}"}),
    "remove_webhook": Cost(49, "/webhooks/{webhook}"),
    "rotate_secret": Cost(63, "/webhooks/{webhook}/secret"),
    "list_deliveries": Cost(42, "/webhooks/{webhook}/deliveries"),
    "get_delivery": Cost(38, "/webhooks/{webhook}/deliveries/{message}"),
    "redeliver": Cost(43, "/webhooks/{webhook}/deliveries/{message}/redeliver"),
    "redeliver_many": Cost(40, "/webhooks/{webhook}/redeliver", {"state": "dead"}),
    "send_test": Cost(58, "/webhooks/{webhook}/test"),
    # Changes
    "list_changes": Cost(13, "/changes"),
}
