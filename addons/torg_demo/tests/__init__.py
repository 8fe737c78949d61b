from . import test_access, test_history, test_login, test_pictures, test_tables, test_torg_demo
