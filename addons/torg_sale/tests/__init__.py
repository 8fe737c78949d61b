from . import (
    test_conflict,
    test_journal,
    test_letter_preview,
    test_letters,
    test_mass,
    test_move,
    test_payment,
    test_raw_write,
    test_shipment,
    test_store,
    test_transitions,
    test_webhook_data,
)
