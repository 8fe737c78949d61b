"""What a route of the API promises: whom it serves, what it takes and gives, what may go wrong."""

from collections.abc import Callable
from dataclasses import dataclass

from .retiring import Retiring

BASE = "/shop-api/v1"
ONLY = "only"
ANY = "any"
WRITES = ("POST", "PUT", "PATCH", "DELETE")
NAME = r"^[!-~]{1,255}$"  # of an Idempotency-Key
# Moved on with every addition to the API and written up in docs/ru/api-changes.md. What breaks clients is /v2.
TORG_VERSION = "2026-11-23"


@dataclass(frozen=True, slots=True)
class Operation:
    """The promise of one route.

    :ivar scope: what the key must be allowed; ANY: every key may; None: everybody may, without a key
    :ivar query: pydantic model of the parameters of the query
    :ivar body: pydantic model of the body
    :ivar answer: pydantic model of the answer
    :ivar status: status of success
    :ivar problems: codes of problems beside those of all routes
    :ivar upload: media type of a file the body is instead of one JSON object; `body` is then the model of a line
    :ivar media: media type of the answer; of lines, `answer` is the model of a line
    :ivar safe: it only reads although its method is POST, because what it asks does not fit into an address
    :ivar customer: a customer's token may do it, too, for its own customer; ONLY: nothing else may
    :ivar kept: its answer is kept for a repeated request; not so when it has secrets in it
    :ivar turn: function of `api` and the body; what it returns, requests want one after another (see torg.api.turn)
    :ivar since: Torg-Version that brought it
    :ivar retiring: Retiring, when it will be gone; for a field of a model `json_schema_extra=Retiring(…).describe()`
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
    turn: Callable | None = None
    retiring: Retiring | None = None
    upload: str = ""
    media: str = "application/json"

    @property
    def is_write(self):
        """Whether it changes something, and so takes an Idempotency-Key."""
        return self.method in WRITES and not self.safe
