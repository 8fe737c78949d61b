from . import description, stores
