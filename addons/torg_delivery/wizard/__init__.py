from . import choose_delivery_carrier, torg_delivery_result, torg_delivery_result_line
