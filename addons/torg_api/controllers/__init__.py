from . import (
    availability,
    categories,
    changes,
    description,
    docs,
    files,
    key,
    paging,
    prices,
    product_dump,
    products,
    stores,
)
