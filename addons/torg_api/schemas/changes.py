"""The change feed."""

from pydantic import Field

from .base import Moment, PageQuery, Schema


class ChangeQuery(PageQuery):
    """From where on, and what about."""

    cursor: str | None = Field(
        None, max_length=500, description="`next_cursor` of the last answer; without it the feed begins at its end"
    )
    types: str | None = Field(None, max_length=500, description="Events, separated by commas; all of them unless told")


class Change(Schema):
    """Something changed: ask for it again. Of one object later rows are newer."""

    type: str = Field(description="order.stage_changed, stock.changed, …")
    object: str = Field(description="order, product, category, store, customer, pricelist, document")
    id: int
    code: str | None = Field(None, description="Of a store: what the rest of the API calls it by")
    kind: str | None = Field(None, description="Of a document: price_list, document; addons bring more")
    revision: int
    changed_at: Moment


class ChangeList(Schema):
    """A piece of the feed; `next_cursor` is always there, also after the last row."""

    items: list[Change]
    next_cursor: str
    more: bool
