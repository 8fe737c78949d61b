from . import test_access, test_mail_check, test_res_company, test_service_user, test_stock_forecast, test_torg_setup
