"""The tree of goods."""

from pydantic import Field

from .base import Id, Page, PageQuery, Schema


class CategoryQuery(PageQuery):
    """Which categories."""

    parent: Id | None = Field(None, description="Only those directly under this one")


class Category(Schema):
    """A category with goods on sale, in it or below."""

    id: int
    name: str
    parent: int | None = Field(description="null at the root")
    path: list[int] = Field(description="Ids from the root down to this category")
    product_count: int = Field(description="Goods on sale, those of the categories below included")


class CategoryPage(Page):
    """Categories in a stable order."""

    items: list[Category]
