from . import torg_letter_preview, torg_order_assign
