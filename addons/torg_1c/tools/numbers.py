"""Numbers of the suite as 1C reads them."""

from decimal import Decimal


def decimal(value, digits=2):
    """A number without the noise of floats and without idle zeros."""
    number = Decimal(f"{value:.{digits}f}")
    return number.quantize(Decimal(1)) if number == number.to_integral() else number.normalize()
