from . import (
    test_codec,
    test_orders_back,
    test_orders_born,
    test_orders_cuts,
    test_orders_out,
    test_orders_samples,
    test_partners,
    test_run,
)
