from . import (
    test_access,
    test_history,
    test_login,
    test_minimums,
    test_order_stages,
    test_pictures,
    test_requests,
    test_store_details,
    test_tables,
    test_torg_demo,
    test_turnover,
)
