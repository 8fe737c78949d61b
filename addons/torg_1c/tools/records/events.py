"""What happens to a document after it was made, where a base tells it apart from the document."""

from .base import ABSENT, Rows, record


@record
class OrderEventRec:
    """Money or goods of an order. `id` is of the payment, shipment or return and the order together.

    `shipped` are OrderRecs with the lines that left, `returns` with those that came back; a shipment whose lines are
    not told is one of `shipments`.
    """

    id: str
    order_id: str
    payments: Rows = ABSENT
    shipments: Rows = ABSENT
    returns: Rows = ABSENT
    shipped: Rows = ABSENT
