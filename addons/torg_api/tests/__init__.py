from . import (
    test_access,
    test_cursor,
    test_door,
    test_idempotency,
    test_openapi,
    test_orders,
    test_quotes,
    test_rate,
    test_stores,
)
