from . import torg_price_explain
