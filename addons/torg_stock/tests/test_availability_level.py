from odoo.tests import tagged

from odoo.addons.torg_stock.tools.availability import Availability, level_of

from .common import StoreCommon


@tagged("post_install", "-at_install")
class TestAvailabilityLevel(StoreCommon):
    """Availability in a word, and the questions that spare reading all of it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.gin = cls._create_product("Gin")
        cls.both = cls.product + cls.gin

    def _fingerprint(self):
        return self.both._get_availability_fingerprint(self.stores)

    def test_every_level_has_its_word(self):
        words = self.env["product.product"]._get_availability_words()
        for free, incoming, level in ((10, 0, "many"), (3, 0, "few"), (0, 5, "coming"), (-1, 0, "none")):
            self.assertEqual(level_of(Availability(free=free, incoming=incoming), 3), level)
            self.assertTrue(words[level])

    def test_free_goods_are_those_the_verb_calls_free(self):
        self._put(self.far, self.gin, 2)
        self.near._hold([(self.product, 10)])
        for stores in (self.near, self.far, self.stores):
            found = self.both.search([("id", "in", self.both.ids), *self.both._get_free_domain(stores)])
            rows = self.both._get_point_availability(stores)
            free = [product for product in self.both if sum(row.free for row in rows[product.id].values()) > 0]
            self.assertEqual(found, self.both.browse(product.id for product in free))

    def test_fingerprint_is_the_same_while_nothing_happens(self):
        self.assertEqual(self._fingerprint(), self._fingerprint())

    def test_fingerprint_tells_every_change_of_the_answer(self):
        seen = {self._fingerprint()}
        self._put(self.near, self.gin, 1)
        seen.add(self._fingerprint())
        self._put(self.near, self.gin, -1)
        self._put(self.far, self.gin, 1)
        seen.add(self._fingerprint())
        self.near._hold([(self.product, 4)])
        seen.add(self._fingerprint())
        self.assertEqual(len(seen), 4, "stock, its place and promises each leave another one")
        self._put(self.far, self.gin, -1)
        self.assertNotIn(self._fingerprint(), seen)

    def test_fingerprint_is_one_query(self):
        self._fingerprint()
        before = self.env.cr.sql_log_count
        self._fingerprint()
        self.assertLessEqual(self.env.cr.sql_log_count - before, 1)
