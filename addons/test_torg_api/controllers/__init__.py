from . import gifts, notes
