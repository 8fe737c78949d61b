"""What a route of the API promises: whom it serves, what it takes and gives, what may go wrong."""

from dataclasses import dataclass

BASE = "/shop-api/v1"
ONLY = "only"
WRITES = ("POST", "PUT", "PATCH", "DELETE")


@dataclass(frozen=True, slots=True)
class Operation:
    """The promise of one route.

    :ivar scope: what the key must be allowed; None: everybody may, without a key
    :ivar query: pydantic model of the parameters of the query
    :ivar body: pydantic model of the body
    :ivar answer: pydantic model of the answer
    :ivar status: status of success
    :ivar problems: codes of problems beside those of all routes
    :ivar safe: it only reads although its method is POST, because what it asks does not fit into an address
    :ivar customer: a customer's token may do it, too, for its own customer; ONLY: nothing else may
    :ivar kept: its answer is kept for a repeated request; not so when it has secrets in it
    """

    name: str
    method: str
    path: str
    scope: str | None
    summary: str
    tag: str
    description: str = ""
    query: type | None = None
    body: type | None = None
    answer: type | None = None
    status: int = 200
    problems: tuple = ()
    customer: bool | str = False
    kept: bool = True
    since: str = "2026-11-22"
    cost: int = 1
    safe: bool = False

    @property
    def is_write(self):
        """Whether it changes something, and so takes an Idempotency-Key."""
        return self.method in WRITES and not self.safe
