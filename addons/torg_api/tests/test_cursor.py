from odoo.tests import BaseCase

from odoo.addons.torg_api.tools.cursor import BadCursor, decode, encode


class TestCursor(BaseCase):
    def test_cursor_comes_back_as_it_was(self):
        values = ["2026-11-22 10:00:00", 15, "Вино", None]
        self.assertEqual(decode("orders", encode("orders", values), 4), values)

    def test_whatever_is_not_ours_is_refused(self):
        mine = encode("orders", [1])
        for cursor, count in ((mine, 2), ("x", 1), ("", 1), ("Жук", 1), (encode("stores", [1]), 1), (mine[:-2], 1),
                              (encode("orders", [[1]]), 1), ("e30", 1), ("A" * 5000, 1)):  # fmt: skip
            with self.assertRaises(BadCursor, msg=cursor):
                decode("orders", cursor, count)
