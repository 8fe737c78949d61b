from . import notes
