from . import torg_hold, torg_minimum, torg_purchase_need
