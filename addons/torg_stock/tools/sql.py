"""Ways to write SQL that spare PostgreSQL work."""


def as_array(numbers):
    """Return integers as the text of an array, for `%s::int[]`: a list would be parsed number by number."""
    return "{" + ",".join(map(str, numbers)) + "}"
