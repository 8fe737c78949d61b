from . import test_gifts, test_notes, test_retiring
