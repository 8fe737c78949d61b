"""Ways to write SQL that spare PostgreSQL work."""


def as_array(numbers):
    """Return integers as the text of an array, for `%s::int[]`: a list would be parsed number by number."""
    return "{" + ",".join(map(str, numbers)) + "}"


def as_arrays(pairs):
    """Return pairs of integers as the texts of two arrays, in their order.

    Not `zip(*pairs)`: thousands of iterators at once wake the garbage collector, which then looks through all of Odoo.
    """
    return as_array([first for first, _second in pairs]), as_array([second for _first, second in pairs])
