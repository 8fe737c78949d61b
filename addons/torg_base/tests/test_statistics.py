from odoo.tests import TransactionCase, tagged

from odoo.addons.torg_base.statistics import PAGES, refresh_outgrown

TABLE = "torg_test_outgrown"


@tagged("post_install", "-at_install", "torg")
class TestStatistics(TransactionCase):
    """Tables that grow within one transaction."""

    def setUp(self):
        super().setUp()
        self.cr.execute("CREATE TABLE torg_test_outgrown (text text)")
        self.cr.execute("ALTER TABLE torg_test_outgrown ALTER COLUMN text SET STORAGE PLAIN")  # a row fills a page

    def fill(self, pages):
        query = "INSERT INTO torg_test_outgrown SELECT repeat('x', 7000) FROM generate_series(1, %s)"
        self.cr.execute(query, [pages])

    def get_known(self):
        """Return how many rows the database believes the table has."""
        refresh_outgrown(self.cr, TABLE, "no_such_table")
        self.cr.execute("SELECT reltuples FROM pg_class WHERE relname = %s", [TABLE])
        return self.cr.fetchone()[0]

    def test_table_that_is_twice_as_big_is_looked_at(self):
        self.fill(PAGES + 1)
        self.assertEqual(self.get_known(), PAGES + 1)
        self.fill(PAGES + 1)
        self.assertEqual(self.get_known(), PAGES + 1, "not twice as big yet")
        self.fill(2 * PAGES)
        self.assertEqual(self.get_known(), 4 * PAGES + 2)

    def test_small_table_is_left_alone(self):
        self.fill(PAGES)
        self.assertEqual(self.get_known(), -1)
