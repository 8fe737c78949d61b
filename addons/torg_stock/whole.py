"""Steps that are done as a whole or not at all, at the price of one."""

from contextlib import contextmanager

WHOLE = "torg_whole"  # in the context: whoever called takes everything back when something is refused


@contextmanager
def as_a_whole(records):
    """Yield the records to go on with: what is done with them is done as a whole, or an exception takes it back.

    A savepoint flushes all that waits, twice, with the journal, pings and deliveries that hang on it. So inside a whole
    there is no other one: nobody catches a refusal between the two.
    """
    if records.env.context.get(WHOLE):
        yield records
        return
    with records.env.cr.savepoint():
        yield in_a_whole(records)


def in_a_whole(records):
    """Return the records for a caller that ends the transaction, or takes it back, with any refusal it gets."""
    return records.with_context(**{WHOLE: True})
