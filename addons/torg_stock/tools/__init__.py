from . import availability, geo
