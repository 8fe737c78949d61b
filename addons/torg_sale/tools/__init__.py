from . import journal, transitions
