from . import test_access, test_res_company, test_service_user, test_stock_forecast
