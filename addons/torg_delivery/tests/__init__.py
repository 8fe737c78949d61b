from . import (
    test_access,
    test_courier_tour,
    test_event,
    test_follow,
    test_letters,
    test_life,
    test_maths,
    test_property,
    test_rate,
    test_slot,
    test_slot_race,
    test_stage_dialog,
)
