from . import test_codec, test_run, test_server
