"""Bases made before words had a hash index: their B-tree stays otherwise, and the planner goes through all of it."""


def migrate(cr, version):
    """Drop the index that nothing declares any more."""
    # sql: no model declares the index any more
    cr.execute("DROP INDEX IF EXISTS torg_search_word__word_index")
