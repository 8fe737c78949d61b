"""Names that the configurations of 1C give to the same things: trade management, small business, accounting.

For each thing: tables that may hold it, and for each of its fields the names it may have. Nothing is taken for granted:
what a base publishes is looked up in its `$metadata`.
"""

from .names_goods import GOODS
from .names_people import PEOPLE
from .names_retail import RETAIL

WANTS = {**GOODS, **PEOPLE, **RETAIL}
STREAMS = ("catalogue", "prices", "stock", "partners", "orders")
