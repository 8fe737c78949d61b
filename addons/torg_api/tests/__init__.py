from . import (
    test_access,
    test_changes,
    test_cursor,
    test_docs,
    test_door,
    test_idempotency,
    test_openapi,
    test_rate,
    test_stores,
)
