from . import customers, delivery, description, order_moves, orders, quotes, requests, stages, stores
from . import changes, description, docs, stores
