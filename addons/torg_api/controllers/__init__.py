from . import availability, categories, changes, description, docs, files, key, prices, products, stores
