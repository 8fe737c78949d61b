"""What a figure of trade can be; what is beyond it is a slip of somebody's finger, or of a program."""

from decimal import Decimal

MOST = Decimal(10) ** 12  # money or pieces: more fits no column and no wallet
LEAST = Decimal("0.000001")  # of a base unit in a pack


def is_possible(*figures):
    """Return whether these can be quantities or sums, with any sign; what is not told can."""
    return all(not figure or abs(figure) < MOST for figure in figures)
