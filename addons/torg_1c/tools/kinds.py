"""Names that all channels share: kinds of links, order of records, topics of files."""

# Kinds of links (torg.exchange.link.kind). The key is (identifier, "") unless said otherwise.
GROUP = "group"
CATEGORY = "category"
PROPERTY = "property"
VARIANT = "variant"  # (property, variant)
UNIT = "unit"
ITEM = "item"  # product.template
OFFER = "offer"  # (item, characteristic) → product.product; every template has at least (item, "")
PRICE_TYPE = "price_type"
WAREHOUSE = "warehouse"
PARTNER = "partner"
PICTURE = "picture"  # (item, path); the main picture is (item, "")
DOCUMENT = "document"  # further pictures and files when they are counted or asked about; their links are of PICTURE
ORDER = "order"  # a part of an order by its identifier in 1C
PRICE_DOCUMENT = "price_document"  # a revision by the key of its document, where 1C gives keys of its own

# Whatever of these a base deletes, or leaves out, is archived through the fuse.
ARCHIVED_KINDS = {ITEM: "product.template", OFFER: "product.product", PARTNER: "res.partner"}

# Records of a batch are applied kind by kind, parents first.
ORDER_OF_RECORDS = (
    "UnitRec", "GroupRec", "CategoryRec", "PropertyRec", "PriceTypeRec", "WarehouseRec", "DirectoryRec",
    "ItemRec", "OfferRec", "PriceRec", "StockRec",
    "PartnerRec", "PersonRec", "AgreementRec", "ContractRec", "CreditLimitRec", "BalanceRec", "OrderRec",
    "OrderEventRec", "DeletedRec",
)  # fmt: skip
FOLLOWERS = {"PriceRec", "StockRec"}  # stay in the batch of their offer
HEAVY = {"ItemRec", "OfferRec", "PartnerRec", "OrderRec"}

CATALOGUE, PRICES, STOCK, PARTNERS, ORDERS = "catalogue", "prices", "stock", "partners", "orders"
PICTURES = "pictures"  # runs that the catalogue leaves behind: nobody waits for them
TOPICS = (CATALOGUE, PRICES, STOCK, PARTNERS, ORDERS, PICTURES)


def topic_of(records):
    """Topic of a file by its first records; a file with prices and stock belongs to the more urgent stock."""
    for record in records:
        kind = type(record).__name__
        if kind == "SectionRec" and record.kind in ("classifier", "catalog", "directory"):
            return CATALOGUE
        if kind == "SectionRec" and record.kind == "partners" or kind in ("PartnerRec", "PersonRec"):
            return PARTNERS
        if kind == "OfferRec":
            return STOCK if record.stock else PRICES if record.prices else CATALOGUE
        if kind in ("OrderRec",):
            return ORDERS
        if kind in ("StockRec", "PriceRec"):
            return STOCK if kind == "StockRec" else PRICES
        if kind in ("ItemRec", "GroupRec", "PropertyRec", "CategoryRec", "UnitRec"):
            return CATALOGUE
    return CATALOGUE
