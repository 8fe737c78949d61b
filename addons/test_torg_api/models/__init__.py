from . import test_torg_api_note
