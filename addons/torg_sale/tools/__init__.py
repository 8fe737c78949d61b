from . import conflict, deadline, handout, journal, transitions, upsell
