from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.torg_stock.tools import search_query

LIKENESS = "0.19"  # of a word with a slip to the word meant: «вдока» is to «водка» 0.2
CANDIDATES = 60  # the most alike words are compared letter by letter
MEANT = 5  # words that one slip may stand for


class TorgSearchWord(models.Model):
    """The words that products are called by: what a word with a slip of the finger is compared with.

    Words are only added. Two transactions may add one at the same time, and both stay: a unique index would make one of
    them wait for the other and start anew.
    """

    _name = "torg.search.word"
    _description = "Word of Product Names"
    _rec_name = "word"
    _log_access = False

    word = fields.Char(required=True, readonly=True)

    _word_index = models.Index("USING hash (word)")  # a B-tree would tempt the planner to go through it from end to end
    _word_trigram_index = models.Index(lambda registry: "USING gin (word gin_trgm_ops)" if registry.has_trigram else "")

    # === BUSINESS METHODS === #

    @api.model
    def _learn(self, texts):
        """Add the words of search texts that are not known yet."""
        words = {word for text in texts for word in text.replace("|", " ").split() if search_query.is_word(word)}
        # Plain SQL: thousands of words, most of them known.
        self.env.execute_query(
            SQL(
                """WITH added AS (
                       INSERT INTO torg_search_word (word)
                       SELECT word FROM unnest(%s::varchar[]) word
                        WHERE NOT EXISTS (SELECT FROM torg_search_word known WHERE known.word = word.word)
                       RETURNING 1)
                   SELECT count(*) FROM added""",
                sorted(words),
            )
        )

    @api.model
    def _get_meant(self, words):
        """Return `{word: [words meant]}`, the likeliest first; nothing for words too short to guess.

        Plain SQL: the ORM knows no similarity of words.
        """
        asked = {word for word in words if search_query.allowed_slips(word)}
        if not asked or not self.pool.has_trigram:
            return {}
        found = self._read_alike(SQL(" UNION ALL ").join(map(self._select_alike, sorted(asked))))
        meant = {word: {} for word in asked}
        for word, other in [*found, *self._read_swapped(asked)]:
            slips = search_query.distance_to_beginning(word, other)
            if slips <= search_query.allowed_slips(word):
                meant[word][other] = (slips, abs(len(other) - len(word)), other)
        return {word: sorted(others, key=others.get)[:MEANT] for word, others in meant.items()}

    def _read_alike(self, query):
        """Return the rows of a query of alike words, read through the indexes.

        The planner thinks five times more of the trigram index than it costs, and would compare every word instead.
        """
        # sql: trigram operators are PostgreSQL's; how alike is alike enough for <% in this transaction
        [(seqscan, indexscan, *_set)] = self.env.execute_query(
            SQL(
                "SELECT current_setting('enable_seqscan'), current_setting('enable_indexscan'), "
                "set_config('enable_seqscan', 'off', true), set_config('enable_indexscan', 'off', true), "
                "set_config('pg_trgm.word_similarity_threshold', %s, true)",
                LIKENESS,
            )
        )
        rows = self.env.execute_query(query)  # sql: see above
        # sql: the rest of the transaction is planned as ever
        self.env.execute_query(
            SQL(
                "SELECT set_config('enable_seqscan', %s, true), set_config('enable_indexscan', %s, true)",
                seqscan,
                indexscan,
            )
        )
        return rows

    def _select_alike(self, word):
        return SQL(
            "(SELECT %(word)s, word FROM torg_search_word WHERE %(word)s <%% word "
            "GROUP BY word ORDER BY word_similarity(%(word)s, word) DESC LIMIT %(limit)s)",
            word=word,
            limit=CANDIDATES,
        )

    def _read_swapped(self, words):
        """Return pairs (word, known word that it is with two neighbour letters changed places)."""
        meant = [(word, swapped) for word in words for swapped in search_query.swap_neighbours(word)]
        forms = sorted({swapped for _word, swapped in meant})
        # sql: not through the ORM's flush: words are written by SQL only
        rows = self.env.execute_query(SQL("SELECT DISTINCT word FROM torg_search_word WHERE word = ANY(%s)", forms))
        known = {word for (word,) in rows}
        return [(word, swapped) for word, swapped in meant if swapped in known]
