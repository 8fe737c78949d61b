from . import availability, figures, geo, search_query, sql
