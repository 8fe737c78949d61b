"""The key itself."""

from .base import Moment, Schema


class KeyInfo(Schema):
    """Whose key it is and what it may do."""

    name: str
    company: str
    currency: str
    language: str
    scopes: list[str]
    reads_per_second: int
    writes_per_second: int
    expires_at: Moment | None
