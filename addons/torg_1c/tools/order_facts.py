"""What of a document is news to 1C: the order itself, and its client as far as 1C did not change him itself.

What goods and a store are called is said with every document, but 1C knows them by their identifiers: a name that has
changed is no reason to tell the document again.
"""

from dataclasses import replace

from .records import ABSENT, OrderRec, filled
from .records.codec import hash_of

ADDRESS = "delivery_address"  # key of the requisite that says where the client wants his goods


def hash_order(record):
    """Hash of what is ordered, without the client, 1C's own number, and names of what is known by its identifier."""
    return hash_of(
        replace(
            record,
            number_1c=ABSENT,
            partners=ABSENT,
            warehouses=tuple(_nameless(place) for place in filled(record.warehouses, ())),
            lines=tuple(replace(line, name=ABSENT, article=ABSENT) for line in filled(record.lines, ())),
            requisites=tuple(row for row in filled(record.requisites, ()) if row.key != ADDRESS),
        )
    )


def hash_client(record, key):
    """Hash of what the document says of its client.

    :param key: who he is, whatever 1C calls him
    """
    told = tuple(row for row in filled(record.requisites, ()) if row.key == ADDRESS)
    people = tuple(replace(partner, id=str(key)) for partner in filled(record.partners, ()))
    return hash_of(OrderRec("", partners=people, requisites=told))


def _nameless(place):
    return replace(place, name=ABSENT) if filled(place.id) else place
