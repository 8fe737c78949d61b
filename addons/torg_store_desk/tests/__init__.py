from . import (
    test_access,
    test_browser,
    test_collect,
    test_counter,
    test_missing,
    test_pickup_term,
    test_ping,
    test_race,
    test_return,
    test_sums,
    test_two_people,
)
