"""What the price verb answers: a price and the steps that led to it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(slots=True)
class PriceStep:
    """One row of the answer to "why this price".

    :ivar kind: what happened: choice, list_price, cost, fixed, discount, markup, rounding, surcharge, limit, currency,
        digits; later addons add theirs (tier, contract)
    :ivar title: a sentence a manager understands
    :ivar amount: unit price after the step, in the currency of the step; None where there is nothing to show
    :ivar internal: the client is not told
    :ivar secret: tells the cost, shown only to those who may see it
    """

    kind: str
    title: str
    amount: float | None = None
    currency_id: int | bool = False
    internal: bool = False
    secret: bool = False
    pricelist_id: int | bool = False
    rule_id: int | bool = False


@dataclass(slots=True)
class PriceQuote:
    """The price of one product for one client.

    :ivar price: what the client pays for one unit, rounded to the shop's price digits
    :ivar base_price: the price before the discount that a document shows; equals `price` where there is none
    :ivar discount: percent between the two
    """

    product_id: int
    quantity: float
    uom_id: int
    currency_id: int
    price: float
    base_price: float
    discount: float = 0.0
    pricelist_id: int | bool = False
    rule_id: int | bool = False
    steps: list[PriceStep] = field(default_factory=list)

    def get_steps_for(self, sees_cost, internal=True):
        """Return the steps this reader may see."""
        return [step for step in self.steps if (sees_cost or not step.secret) and (internal or not step.internal)]


@dataclass(slots=True)
class PriceRequest:
    """What was asked, as the hooks of the price verb receive it."""

    partner: Any
    pricelist: Any
    date: datetime
    quantities: Any
    uom: Any = None
    explain: bool = False

    def get_quantity(self, product_id):
        """Return the quantity asked of a product; one, where none was told."""
        if isinstance(self.quantities, dict):
            return self.quantities.get(product_id) or 1.0
        return self.quantities or 1.0
