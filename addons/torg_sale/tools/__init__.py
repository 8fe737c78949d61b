from . import conflict, deadline, handout, journal, transitions
from . import conflict, deadline, handout, journal, transitions, upsell
