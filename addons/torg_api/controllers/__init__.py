from . import changes, description, stores
