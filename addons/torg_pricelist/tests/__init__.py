from . import test_customer_prices
from . import test_price_explanation
from . import test_price_quote
