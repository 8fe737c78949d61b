from . import stock_forecasted
