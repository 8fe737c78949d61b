"""What every operation of the API may cost: how often it asks the base, with warm caches of the worker.

An operation without a line here fails test_costs. The path and the body are filled with what the test makes for every
request anew: an order, an address, a quote.
"""

from typing import NamedTuple


class Cost(NamedTuple):
    """One example of an operation.

    :param most: queries; a little more than was counted
    :param raw: a body of JSON lines
    """

    most: int
    path: str
    body: dict | None = None
    raw: bytes | None = None


LINES = [{"product": "{product}", "quantity": 1}]
PERSON = {"phone": "+7 912 777-00-{serial}", "name": "Boris"}
ADDRESS = {"city": "Saint Petersburg", "street": "Liteyny {serial}"}
WEBHOOK = {"name": "Site {serial}", "url": "https://shop.example/hooks", "events": ["store.updated"]}
PRICE_LISTS = "/customers/{customer}/price-lists"

COSTS = {
    # About
    "get_openapi": Cost(13, "/openapi.json"),
    "get_key": Cost(14, "/key"),
    # Catalogue
    "list_categories": Cost(14, "/categories"),
    "list_products": Cost(32, "/products?customer={customer}"),
    "get_product": Cost(38, "/products/{product}?customer={customer}"),
    "get_availability": Cost(18, "/products/{product}/availability"),
    "list_substitutes": Cost(16, "/products/{product}/substitutes?store={store}"),
    "list_availability": Cost(17, "/availability?products={product}&stores={store}"),
    "ask_availability": Cost(15, "/availability", {"products": ["{product}"], "stores": ["{store}"]}),
    "quote_prices": Cost(28, "/prices/quote", {"customer": "{customer}", "lines": LINES}),
    "list_stores": Cost(15, "/stores"),
    # Orders
    "quote_order": Cost(43, "/orders/quote", {"lines": LINES, "store": "{store}", "customer": {"id": "{customer}"}}),
    "create_order": Cost(143, "/orders", {"lines": LINES, "store": "{store}", "customer": PERSON}),
    "list_orders": Cost(24, "/orders?customer={customer}"),
    "get_order": Cost(32, "/orders/{order}"),
    "cancel_order": Cost(148, "/orders/{order}/cancel", {}),
    "repeat_order": Cost(144, "/orders/{order}/repeat"),
    "change_store": Cost(181, "/orders/{order}/change-store", {"store": "{far}"}),
    "move_order": Cost(262, "/orders/{order}/move", {"stage": "agreed"}),
    "create_payment": Cost(61, "/orders/{order}/payments", {"id": "p{serial}", "amount": 50}),
    "create_request": Cost(80, "/requests", {"id": "r{serial}", "text": "Do you have rum?", **PERSON}),
    "list_stages": Cost(16, "/stages"),
    "list_delivery_methods": Cost(14, "/delivery/methods"),
    "quote_delivery": Cost(73, "/delivery/quote", {"lines": LINES, "method": "{carrier}", "address": ADDRESS}),
    # Customers
    "find_customers": Cost(13, "/customers?phone=89125550011"),
    "create_customer": Cost(36, "/customers", PERSON),
    "get_customer": Cost(20, "/customers/{customer}"),
    "change_customer": Cost(52, "/customers/{customer}", {"name": "Anna {serial}"}),
    "create_address": Cost(48, "/customers/{customer}/addresses", ADDRESS),
    "remove_address": Cost(45, "/customers/{customer}/addresses/{address}"),
    "record_consent": Cost(25, "/customers/{customer}/consents", {"purpose": "orders", "given": True}),
    "list_documents": Cost(20, "/customers/{customer}/documents"),
    "get_document": Cost(18, "/documents/{document}"),
    "list_customer_orders": Cost(28, "/customers/{customer}/orders"),
    # Changes
    "list_changes": Cost(13, "/changes"),
    # Webhooks
    "list_events": Cost(14, "/events"),
    "list_webhooks": Cost(24, "/webhooks"),
    "create_webhook": Cost(41, "/webhooks", WEBHOOK),
    "get_webhook": Cost(24, "/webhooks/{webhook}"),
    "change_webhook": Cost(35, "/webhooks/{webhook}", {"name": "Site {serial}"}),
    "remove_webhook": Cost(37, "/webhooks/{webhook}"),
    "rotate_secret": Cost(35, "/webhooks/{webhook}/secret"),
    "list_deliveries": Cost(16, "/webhooks/{webhook}/deliveries"),
    "get_delivery": Cost(16, "/webhooks/{webhook}/deliveries/{delivery}"),
    "redeliver": Cost(17, "/webhooks/{webhook}/deliveries/{delivery}/redeliver"),
    "redeliver_many": Cost(14, "/webhooks/{webhook}/redeliver", {"state": "dead"}),
    "send_test": Cost(27, "/webhooks/{webhook}/test"),
    # Many at once
    "put_prices": Cost(19, "/prices", {"items": [{"product": "{product}", "price_type": "opt", "price": 77}]}),
    "put_stock": Cost(34, "/stock", {"items": [{"product": "{product}", "store": "{told}", "on_hand": 7}]}),
    "create_import": Cost(18, "/imports?kind=customers", raw=b'{"phone": "+7 912 555-77-01", "name": "Vera"}'),
    "list_imports": Cost(13, "/imports"),
    "get_import": Cost(13, "/imports/{import}"),
    "get_problems": Cost(13, "/imports/{import}/problems"),
    "cancel_import": Cost(25, "/imports/{import}"),
    "create_export": Cost(20, "/exports", {"kind": "customers"}),
    "get_export": Cost(14, "/exports/{export}"),
    "make_price_list": Cost(22, PRICE_LISTS, {"category": "{category}", "photos": False}),
    "get_price_list": Cost(19, PRICE_LISTS + "/{price_list}"),
    "get_latest_price_list": Cost(22, "/customers/{customer}/price-list"),
    # Results of stores
    "put_day_totals": Cost(22, "/stores/{store}/day-totals/{day}", {"receipts": 40, "revenue": "52000.50"}),
    "get_day_totals": Cost(15, "/stores/{store}/day-totals/{told_day}"),
    "list_day_totals": Cost(19, "/stores/{store}/day-totals?since=2026-03-01&until=2026-03-31"),
    # Customers who log in
    "ask_code": Cost(24, "/auth/code", {"phone": "+7 912 555-00-11"}),
    "verify_code": Cost(23, "/auth/verify", {"request": "{request}", "code": "{code}"}),
    "refresh_login": Cost(47, "/auth/refresh", {"refresh_token": "{refresh}"}),
    "logout": Cost(16, "/auth/logout", {}),
    "list_logins": Cost(17, "/me/logins"),
    "end_login": Cost(25, "/me/logins/{login}"),
    "get_me": Cost(24, "/me"),
    "list_addresses": Cost(18, "/customers/{customer}/addresses"),
    "change_address": Cost(54, "/customers/{customer}/addresses/{address}", ADDRESS),
    "list_purchases": Cost(17, "/customers/{customer}/purchases"),
    "list_companies": Cost(19, "/customers/{customer}/companies"),
    "add_company": Cost(53, "/customers/{customer}/companies", {"inn": "{inn}", "name": "Romashka"}),
    "remove_company": Cost(35, "/customers/{customer}/companies/{company}"),
    "list_people": Cost(23, "/customers/{company}/people"),
}
