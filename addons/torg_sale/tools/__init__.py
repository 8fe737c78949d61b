from . import conflict, journal, transitions
from . import deadline, handout, journal, transitions
