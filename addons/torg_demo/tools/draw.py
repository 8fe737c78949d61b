"""Redraws the pictures of the demo goods: `python -m tools.draw [picture…]` in the addon's folder."""

import csv
import sys
from pathlib import Path

from .pictures import find_painter
from .pictures.canvas import Canvas

ADDON = Path(__file__).parents[1]
PICTURES = ADDON / "static" / "img" / "products"


def read_look(row):
    """The row's look, «key=value; key=value», as a dict with the drawing's name."""
    look = dict(pair.split("=", 1) for pair in row["look"].split("; "))
    if "level" in look:
        look["level"] = int(look["level"])
    return {"shape": row["drawing"], **look}


def draw(row):
    """Draw one picture and store it."""
    canvas = Canvas()
    canvas.backdrop(row["backdrop"])
    find_painter(row["drawing"])(canvas, read_look(row))
    canvas.save(PICTURES / f"{row['id']}.jpg")


def main(names):
    """Draw the named pictures, or all of them."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with (ADDON / "tables" / "pictures.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if not names or row["id"] in names:
                draw(row)


if __name__ == "__main__":
    main(sys.argv[1:])
