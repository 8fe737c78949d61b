from . import availability, categories, description, files, prices, products, stores
from . import changes, description, docs, stores
