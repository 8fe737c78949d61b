from . import deadline, handout, journal, transitions
