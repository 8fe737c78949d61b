from . import torg_order_assign
