from . import (
    test_access,
    test_categories,
    test_cursor,
    test_door,
    test_files,
    test_idempotency,
    test_openapi,
    test_prices,
    test_product_availability,
    test_products,
    test_rate,
    test_stores,
)
