from . import conflict, journal, transitions
