from . import (
    test_access,
    test_availability,
    test_geo,
    test_hold,
    test_promise,
    test_race,
    test_stock_quant,
    test_stock_warehouse,
    test_stock_warehouse_freshness,
    test_stock_warehouse_hours,
)
