from . import (
    test_access,
    test_availability,
    test_geo,
    test_search,
    test_search_browser,
    test_search_query,
    test_search_screen,
    test_stock_quant,
    test_stock_warehouse,
    test_stock_warehouse_freshness,
    test_stock_warehouse_hours,
    test_substitute,
)
