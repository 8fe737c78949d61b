"""What the data of an event looks like in a webhook: for OpenAPI and for whoever renders it."""

EVENTS = {}


def describe_event(code, model):
    """Add the pydantic model of an event's data to the contract; other addons describe theirs the same way.

    :raise ValueError: the event is described otherwise already
    """
    if EVENTS.setdefault(code, model) is not model:
        raise ValueError(f"The event {code} is described twice")
