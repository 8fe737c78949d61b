"""How alike two baskets are; plain figures, no Odoo. A basket is {product: quantity}."""


def similarity(first, second):
    """Return the share of goods that both baskets have, 0 … 1: twice the common pieces to all pieces of the two.

    The same baskets give 1, and so does their order to no effect; empty ones are like nothing.
    """
    total = sum(first.values()) + sum(second.values())
    common = sum(min(quantity, second[product]) for product, quantity in first.items() if product in second)
    return 2 * common / total if total > 0 else 0.0


def find_alike(basket, others, share):
    """Return the key of the likest of `others` ({key: basket}), the first one of equals, or None below `share`."""
    best, found = 0.0, None
    for key in sorted(others):
        value = similarity(basket, others[key])
        if value > best:
            best, found = value, key
    return found if best + 1e-9 >= share else None
