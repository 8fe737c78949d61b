from unittest.mock import patch

from odoo import fields
from odoo.tests import tagged

from odoo.addons.queue_job.exception import RetryableJobError
from odoo.addons.torg_base.tests.race import RaceCase


@tagged("post_install", "-at_install")
class TestTurnoverRace(RaceCase):
    """Two jobs count the same order, as when it is paid and shipped at once."""

    refusals = (RetryableJobError,)

    def _set_up(self, env):
        self.customer = env["res.partner"].create({"name": "Race customer"})
        self.order = env["sale.order"].create({"partner_id": self.customer.id})
        worth = {False: (fields.Date.today(), 100.0)}
        self.startPatcher(
            patch.object(self.registry["sale.order"], "_get_turnover_rows", lambda orders: dict.fromkeys(orders, worth))
        )

    def _tear_down(self, env):
        order, customer = self.order.with_env(env), self.customer.with_env(env)
        env["torg.turnover.entry"].search([("order_id", "=", order.id)]).unlink()
        env["torg.turnover.level"].search([("partner_id", "=", customer.id)]).unlink()
        order._action_cancel()
        order.unlink()
        customer.unlink()

    def test_one_counts_and_the_other_is_told_to_come_again(self):
        outcomes = self._race([lambda env: self.order.with_env(env)._refresh_turnover()] * 2)
        (late,) = (outcome for outcome in outcomes if outcome != "1 orders")
        self.assertIsInstance(late, RetryableJobError)
        with self._environment() as env:
            self.order.with_env(env)._refresh_turnover()
            entries = env["torg.turnover.entry"].search([("order_id", "=", self.order.id)])
            self.assertEqual(entries.mapped("amount"), [100])
