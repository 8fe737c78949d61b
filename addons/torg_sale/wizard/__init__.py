from . import (
    torg_letter_preview,
    torg_order_assign,
    torg_order_merge,
    torg_order_refund,
    torg_order_return_make,
)
