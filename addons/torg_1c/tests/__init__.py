from . import test_codec, test_run, test_server, test_server_files, test_server_samples
