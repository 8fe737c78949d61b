from . import changes, description, docs, stores
