"""Goods, as a catalogue shows them and as a card does."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from .base import Id, Moment, Money, Page, PageQuery, Quantity, Schema, spread

CARD = ("id", "name", "article", "barcode", "category", "unit", "price", "image", "updated_at")
FIELDS = (
    "id",
    "name",
    "article",
    "barcode",
    "barcodes",
    "category",
    "description",
    "unit",
    "packs",
    "price",
    "image",
    "images",
    "documents",
    "attributes",
    "facts",
    "shelf_life_days",
    "group",
    "variants",
    "related",
    "updated_at",
)
IDS = 250
FieldName = Literal[FIELDS]
Customer = Annotated[Id | None, Field(description="Prices of this customer; else those of the key's price list")]


class ProductQuery(PageQuery):
    """Which goods, and what of them."""

    category: Id | None = Field(None, description="In this category or below")
    ids: Annotated[list[Id], BeforeValidator(spread)] | None = Field(
        None, max_length=IDS, description="Only these: `1,2,3`; in a page of as many as are asked for"
    )
    article: str | None = Field(None, min_length=1, max_length=64, description="With exactly this article")
    barcode: str | None = Field(None, min_length=1, max_length=64, description="With exactly this barcode, packs too")
    search: str | None = Field(
        None, min_length=1, max_length=200, description="Words as people type them, slips included; best first"
    )
    updated_since: Moment | None = Field(None, description="Changed then or later")
    in_stock: str | None = Field(None, max_length=32, description="Code of a store that has it free, or `any`")
    customer: Customer = None
    fields: Annotated[list[FieldName], BeforeValidator(spread)] | None = Field(
        None, max_length=len(FIELDS), description=f"What to tell, `id` always; {','.join(CARD)} unless told"
    )


class CardQuery(Schema):
    """For whom."""

    customer: Customer = None


class Price(Schema):
    """What one unit costs."""

    price: Money
    base_price: Money = Field(description="Before the discount; the same as the price where there is none")
    discount: float = Field(description="Percent")
    currency: str


class Pack(Schema):
    """A unit the product is also sold in."""

    name: str
    quantity: Quantity = Field(description="Units of the product in it")
    barcodes: list[str]


class Picture(Schema):
    """A picture by the length of its longer side; a browser opens the addresses without the key."""

    sizes: dict[str, str]


class Document(Schema):
    """A file for customers; a browser opens its address without the key."""

    name: str
    mimetype: str
    size: int = Field(description="Bytes")
    url: str


class Attribute(Schema):
    """What the product is like."""

    name: str
    values: list[str]
    of_variant: bool = Field(description="Variants of the product differ in it")


class Variant(Schema):
    """Another product of the same kind, such as another volume."""

    id: int
    attributes: dict[str, str]


class Product(Schema):
    """A product on sale. A list tells only the fields that were asked for."""

    id: int
    name: str = ""
    article: str | None = None
    barcode: str | None = None
    barcodes: list[str] = []
    category: int | None = None
    description: str | None = None
    unit: str = ""
    packs: list[Pack] = []
    price: Price | None = None
    image: Picture | None = None
    images: list[Picture] = []
    documents: list[Document] = []
    attributes: list[Attribute] = []
    facts: dict[str, str | float | int | bool] = Field({}, description="Such as weight_kg; addons tell more")
    shelf_life_days: int | None = None
    group: int = Field(0, description="The same for all variants of a product")
    variants: list[Variant] = Field([], description="All of the group, this one included; empty where it is alone")
    related: list[int] = Field([], description="Products that are bought together with it")
    updated_at: Moment | None = None


class ProductPage(Page):
    """Goods in a stable order: by id, or by closeness to the words searched for."""

    items: list[Product]
    total: int | None = Field(None, description="Of a search: how many were found, at most 1000 are ordered")
    read_as: str | None = Field(None, description="Of a search: the words that were looked for instead of the typed")


class SubstituteQuery(Schema):
    """Where it must be."""

    store: str | None = Field(None, max_length=32, description="Code of the store that must have it; any unless told")
    quantity: float = Field(1, gt=0, le=1_000_000)
    limit: int = Field(5, ge=1, le=20)
    customer: Customer = None


class Substitute(Schema):
    """What to offer instead."""

    product: Product
    reason: str
    free: Quantity


class SubstituteList(Schema):
    """Substitutes, the best first."""

    items: list[Substitute]
