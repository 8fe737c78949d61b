from . import conflict, deadline, handout, journal, similarity, transitions, upsell
