from . import availability, categories, description, files, prices, products, stores
