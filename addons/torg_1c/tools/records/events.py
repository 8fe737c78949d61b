"""What happens to a document after it was made, where a base tells it apart from the document."""

from .base import ABSENT, Rows, record


@record
class OrderEventRec:
    """Money or goods of an order. `id` is of the payment, shipment or return and the order together.

    `returns` are OrderRecs with the lines that came back.
    """

    id: str
    order_id: str
    payments: Rows = ABSENT
    shipments: Rows = ABSENT
    returns: Rows = ABSENT
