from . import test_absences, test_catalogue, test_catalogue_speed, test_codec, test_run
