from datetime import timedelta

from odoo.tests import tagged

from .mirror import MirrorCommon


@tagged("post_install", "-at_install")
class TestLoadUpkeep(MirrorCommon):
    """Messages about stock are kept for a while, their figures for ever."""

    def _age(self, loads, days):
        loads.closed_at = self.now - timedelta(days=days)
        self.env.flush_all()

    def test_old_changes_go_when_no_figure_comes_from_them(self):
        first = self._load((self.product.id, 7, 0), kind="delta", formed_at=self.now - timedelta(days=20))
        second = self._load((self.product.id, 5, 0), kind="delta", formed_at=self.now - timedelta(days=19))
        fresh = self._load((self.other.id, 1, 0), kind="delta", formed_at=self.now)
        again = self._load((self.other.id, 2, 0), kind="delta", formed_at=self.now)
        self._age(first | second, 15)
        self.env["torg.stock.load"]._gc_loads()
        self.assertFalse(first.exists())
        self.assertEqual((second | fresh | again).exists(), second | fresh | again)
        self.assertEqual(self.env["torg.stock.figure"].search([("product_id", "=", self.product.id)]).load_id, second)

    def test_full_messages_are_kept_longer_and_undecided_ones_for_ever(self):
        old = self._load((self.product.id, 7, 0), kind="full", formed_at=self.now - timedelta(days=3))
        waiting = self._load((self.product.id, 6, 0), kind="full", formed_at=self.now - timedelta(days=2))
        self._load((self.product.id, 5, 0), kind="full", formed_at=self.now)
        self._age(old | waiting, 100)
        self.env["torg.stock.load"]._gc_loads()
        self.assertTrue(old.exists())
        waiting.state = "fuse"
        self._age(old | waiting, 200)
        self.env["torg.stock.load"]._gc_loads()
        self.assertEqual((old | waiting).exists(), waiting)
