from . import test_access, test_codec, test_run
