from datetime import timedelta

from odoo.tests import tagged

from .common_turnover import TurnoverCommon


@tagged("post_install", "-at_install")
class TestTurnoverMerge(TurnoverCommon):
    """Two cards of one customer become one."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.twin = cls._create_customer("Corner shop (twin)", cls.wholesale)

    def _merge(self):
        self.env["base.partner.merge.automatic.wizard"]._merge((self.shop | self.twin).ids, self.shop)

    def test_turnover_of_the_same_month_is_added_up(self):
        day = self._months_ago(1)
        self.Entry._load_turnover([(self.shop, day, 20_000, None), (self.twin, day, 15_000, None)], "store")
        self._buy(self.twin, 70_000, day=self._months_ago(2))
        self._merge()
        level = self.shop._get_turnover_level()
        self.assertEqual((level.turnover, level.percent), (105_000, 5.0))
        self.assertFalse(self.Entry.search([("partner_id", "=", self.twin.id)]))

    def test_level_given_by_hand_is_kept(self):
        self._buy(self.shop, 30_000)
        self._buy(self.twin, 1_000)
        until = self.today + timedelta(days=30)
        self.Level._set_manual(self.twin, self.table.line_ids.sorted("threshold")[-1], until, "Promised")
        self._merge()
        level = self._get_level()
        self.assertEqual((level.line_id.percent, level.manual_until, level.turnover), (7.0, until, 31_000))
        self.assertIn("Promised", level.history_ids.mapped("note"))

    def test_card_without_turnover_takes_that_of_the_other(self):
        self._buy(self.twin, 100_000)
        self._merge()
        self.assertEqual(self._get_percent(), 5.0)
