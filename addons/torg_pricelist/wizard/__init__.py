from . import (
    torg_price_explain,
    torg_price_fill,
    torg_price_list_send,
    torg_price_load,
    torg_turnover_load,
    torg_turnover_manual,
    torg_turnover_publish,
)
