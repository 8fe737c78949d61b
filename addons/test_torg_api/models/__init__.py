from . import test_torg_api_note, torg_api_quote
