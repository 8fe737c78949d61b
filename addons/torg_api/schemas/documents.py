"""Files for customers."""

from .base import Page, PageQuery
from .orders import OrderDocument


class CustomerDocument(OrderDocument):
    """A file for a customer, of an order or of none."""

    customer: int
    order: int | None


class DocumentQuery(PageQuery):
    """Which page."""


class DocumentList(Page):
    """Files for a customer, the newest first."""

    items: list[CustomerDocument]
