from . import (
    test_customer_card,
    test_js,
    test_phone_access,
    test_phone_number,
    test_phone_parse,
    test_shift,
    test_shift_access,
    test_shift_parallel,
)
