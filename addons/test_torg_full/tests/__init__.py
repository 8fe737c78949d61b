from . import test_customer_day, test_order_day, test_people, test_price_day, test_return_day, test_stock_day
