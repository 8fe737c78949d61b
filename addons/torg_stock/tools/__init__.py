from . import availability, figures, geo, purchase, search_query, shortage, sql
