from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged

from .common import RevisionCommon

MONDAY = fields.Datetime.to_datetime("2026-10-05 06:00:00")
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)


@tagged("post_install", "-at_install")
@freeze_time(MONDAY)
class TestPriceRevisionRollback(RevisionCommon):
    def test_roll_back_before_the_hour_leaves_no_trace_in_the_list(self):
        self._publish({self.cabernet: 520.0})
        with freeze_time(MONDAY + DAY):
            revision = self._publish({self.cabernet: 555.0}, effective_at=MONDAY + 3 * DAY)
            revision.action_roll_back()
        self.assertEqual((revision.state, revision.line_ids.state), ("cancelled", "withdrawn"))
        self.assertEqual(self._get_rows(self.cabernet), [(520.0, MONDAY, False)])

    def test_withdrawn_revision_between_two_others_closes_the_gap(self):
        self._publish({self.cabernet: 520.0})
        with freeze_time(MONDAY + DAY):
            middle = self._publish({self.cabernet: 555.0}, effective_at=MONDAY + 5 * DAY)
            self._publish({self.cabernet: 540.0}, effective_at=MONDAY + 3 * DAY)
            self._publish({self.cabernet: 570.0}, effective_at=MONDAY + 7 * DAY)
            middle.action_roll_back()
        prices = [self._get_price(self.cabernet, date=MONDAY + days * DAY) for days in (1, 2, 3, 5, 6, 7, 30)]
        self.assertEqual(prices, [520.0, 520.0, 540.0, 540.0, 540.0, 570.0, 570.0])

    def test_roll_back_brings_the_old_prices_back(self):
        self._publish({self.cabernet: 520.0})
        with freeze_time(MONDAY + DAY):
            revision = self._publish({self.cabernet: 555.0, self.water: 44.0})
        with freeze_time(MONDAY + 2 * DAY):
            revision.action_roll_back()
            self.assertEqual((self._get_price(self.cabernet), self._get_price(self.water)), (520.0, 40.0))
        self.assertEqual(revision.state, "rolled_back")
        self.assertEqual((self.cabernet.list_price, self.water.list_price), (520.0, 40.0))
        self.assertEqual(revision.rollback_ids.state, "published")

    def test_price_that_came_from_a_rule_comes_from_it_again(self):
        revision = self._publish({self.water: 50.0}, price_type_id=self.wholesale_type.id)
        with freeze_time(MONDAY + DAY):
            revision.action_roll_back()
            self.assertEqual(self._get_rows(self.water, self.wholesale), [(50.0, MONDAY, MONDAY + DAY - SECOND)])
            quote = self.water._get_customer_prices(self.shop)[self.water.id]
            self.assertEqual((quote.price, quote.rule_id), (37.2, self.wholesale_rule.id))
        with freeze_time(MONDAY + 2 * DAY):
            revision.rollback_ids.action_roll_back()
            self.assertEqual(self._get_price(self.water, partner=self.shop), 50.0)

    def test_price_changed_since_stays(self):
        revision = self._publish({self.cabernet: 555.0, self.water: 44.0})
        with freeze_time(MONDAY + DAY):
            self._publish({self.water: 45.0})
        with freeze_time(MONDAY + 2 * DAY):
            revision.action_roll_back()
            self.assertEqual((self._get_price(self.cabernet), self._get_price(self.water)), (500.0, 45.0))
        self.assertIn("changed since: 1", " ".join(revision.rollback_ids.message_ids.mapped("preview")))

    def test_nothing_left_to_take_back_is_said(self):
        revision = self._publish({self.cabernet: 555.0})
        with freeze_time(MONDAY + DAY):
            self._publish({self.cabernet: 560.0})
            with self.assertRaises(UserError):
                revision.action_roll_back()

    def test_roll_back_can_be_rolled_back(self):
        revision = self._publish({self.cabernet: 555.0})
        with freeze_time(MONDAY + DAY):
            revision.action_roll_back()
        with freeze_time(MONDAY + 2 * DAY):
            with self.assertRaises(UserError):
                revision.action_roll_back()
            revision.rollback_ids.action_roll_back()
            self.assertEqual(self._get_price(self.cabernet), 555.0)

    def test_withdrawn_revision_is_published_again(self):
        revision = self._publish({self.cabernet: 555.0}, effective_at=MONDAY + 3 * DAY)
        revision.action_roll_back()
        revision.action_back_to_draft()
        self.assertFalse(revision.accept_warnings)
        revision.effective_at = MONDAY + DAY
        revision.action_approve_and_publish()
        self.assertEqual(revision.line_ids.state, "placed")
        self.assertEqual(self._get_price(self.cabernet, date=MONDAY + 2 * DAY), 555.0)

    def test_price_changed_while_the_revision_waited_comes_back(self):
        revision = self._publish({self.cabernet: 555.0}, effective_at=MONDAY + 3 * DAY)
        with freeze_time(MONDAY + DAY):
            self._publish({self.cabernet: 520.0})
        with freeze_time(MONDAY + 3 * DAY):
            self._take_effect()
            self.assertEqual(revision.line_ids.old_price, 520.0)
            self.assertEqual(self._get_history(revision).old_price, 520.0)
        with freeze_time(MONDAY + 4 * DAY):
            revision.action_roll_back()
            self.assertEqual((self._get_price(self.cabernet), self.cabernet.list_price), (520.0, 520.0))

    def test_roll_back_in_the_hour_itself_knows_what_held_before(self):
        revision = self._publish({self.cabernet: 555.0}, effective_at=MONDAY + 3 * DAY)
        with freeze_time(MONDAY + DAY):
            self._publish({self.cabernet: 520.0})
        with freeze_time(MONDAY + 3 * DAY + 60 * SECOND):
            revision.action_roll_back()
            self.assertEqual(self._get_price(self.cabernet), 520.0)
            self.assertEqual(revision.rollback_ids.line_ids.change, -35.0)
            self.assertEqual(revision.rollback_ids.line_ids.currency_id, revision.currency_id)

    def test_price_that_never_held_does_not_come_back(self):
        wholesale = {"price_type_id": self.wholesale_type.id}
        self._publish({self.cabernet: 440.0}, **wholesale)
        never = self._publish({self.cabernet: 450.0}, effective_at=MONDAY + DAY, **wholesale)
        revision = self._publish({self.cabernet: 460.0}, effective_at=MONDAY + 3 * DAY, **wholesale)
        never.action_roll_back()
        with freeze_time(MONDAY + 3 * DAY):
            self._take_effect()
        with freeze_time(MONDAY + 4 * DAY):
            revision.action_roll_back()
            self.assertEqual(self._get_price(self.cabernet, partner=self.shop), 440.0)

    def test_price_of_a_rule_that_held_until_then_holds_again(self):
        wholesale = {"price_type_id": self.wholesale_type.id}
        never = self._publish({self.cabernet: 450.0}, effective_at=MONDAY + DAY, **wholesale)
        revision = self._publish({self.cabernet: 460.0}, effective_at=MONDAY + 3 * DAY, **wholesale)
        never.action_roll_back()
        with freeze_time(MONDAY + 3 * DAY):
            self._take_effect()
            self.assertEqual(self._get_history(revision).old_price, 465.0)
        with freeze_time(MONDAY + 4 * DAY):
            revision.action_roll_back()
            self.assertEqual(self._get_price(self.cabernet, partner=self.shop), 465.0)

    def _take_effect(self):
        self.env["torg.price.revision"].with_context(queue_job__no_delay=True)._cron_take_effect()

    def _get_history(self, revision):
        return self.env["torg.price.history"].search([("revision_id", "=", revision.id)])
