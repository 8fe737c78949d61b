from . import test_notes, test_retiring
