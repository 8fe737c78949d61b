from . import test_access, test_service_user, test_stock_forecast
