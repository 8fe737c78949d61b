from . import test_desk, test_desk_ping, test_desk_tour, test_journal, test_move, test_payment, test_raw_write, test_shipment, test_stage_questions, test_store, test_transition_grid, test_transitions
