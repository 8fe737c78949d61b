from . import torg_price_explain, torg_price_fill, torg_price_list_send, torg_price_load
