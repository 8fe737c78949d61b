from . import availability, geo, search_query
