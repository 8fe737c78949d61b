from . import (
    test_access_cost,
    test_access_pricelist,
    test_customer_prices,
    test_price_exchange,
    test_price_explanation,
    test_price_fill,
    test_price_history,
    test_price_quote,
    test_price_revision,
    test_price_sheet,
    test_rounding,
)
