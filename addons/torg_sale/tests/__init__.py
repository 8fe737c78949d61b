from . import (
    test_access,
    test_journal,
    test_move,
    test_payment,
    test_raw_write,
    test_shipment,
    test_store,
    test_tax,
    test_transitions,
    test_turnover,
)
