"""Flat pictures of the demo goods, drawn with Pillow and stored under static/img."""

from . import bakery, bottles, doors, fittings, garage, packs, sweets

MODULES = (bottles, packs, sweets, bakery, garage, doors, fittings)


def find_painter(drawing):
    """The function that paints: a bottle's outline, or a drawing with a name of its own."""
    if drawing in bottles.OUTLINES:
        return bottles.bottle
    return next(getattr(module, drawing) for module in MODULES if hasattr(module, drawing))
