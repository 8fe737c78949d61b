from . import test_life, test_maths, test_rate, test_slot
