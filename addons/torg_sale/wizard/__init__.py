from . import torg_letter_preview
from . import torg_order_assign
