from . import (
    test_codec,
    test_goods_access,
    test_goods_fixtures,
    test_goods_order,
    test_prices,
    test_prices_out,
    test_run,
    test_stock,
)
