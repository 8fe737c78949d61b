"""A basket whose names and codes have been looked up, and what was found out about it."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Basket:
    """What a customer wants.

    :ivar lines: pairs (product, quantity)
    :ivar store: stock.warehouse the goods are taken from
    :ivar carrier: delivery.carrier, empty for pickup
    :ivar pricelist: product.pricelist the goods cost by
    :ivar address: values of a contact
    :ivar more: what fields say that other addons have given the body, plain values
    """

    partner: Any
    lines: list
    store: Any
    carrier: Any
    kind: Any
    pricelist: Any
    address: dict = field(default_factory=dict)
    date: Any = None
    interval: Any = None
    is_pickup: bool = True
    more: dict = field(default_factory=dict)

    def count(self):
        """``{product: quantity}`` of all lines together."""
        counted = {}
        for product, quantity in self.lines:
            counted[product] = counted.get(product, 0.0) + quantity
        return counted


@dataclass(slots=True)
class Found:
    """What an order of a basket would be.

    :ivar order: a sale.order that is not written
    :ivar free: ``{product id: {store id: Availability}}``
    :ivar obstacles: list of schemas.quotes.Obstacle
    """

    basket: Basket
    order: Any
    free: dict
    obstacles: list
    stores: Any
    delivery: float = 0.0
    opens_at: Any = None
    prices: list = field(default_factory=list)
