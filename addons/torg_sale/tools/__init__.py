from . import conflict, deadline, handout, journal, transitions
