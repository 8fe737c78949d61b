from unittest.mock import patch

from odoo.tests import TransactionCase, tagged

COLLISION = "DO $$ BEGIN RAISE SQLSTATE '40001' USING MESSAGE = 'could not serialize access'; END $$"


@tagged("post_install", "-at_install", "torg")
class TestCron(TransactionCase):
    """A scheduled action that met another transaction's change is done again at once."""

    def setUp(self):
        super().setUp()
        self.cron = self.env["ir.cron"].create(
            {
                "name": "Torg: collides",
                "model_id": self.env.ref("base.model_res_partner").id,
                "code": "model._cron_that_collides()",
                "interval_number": 1,
                "interval_type": "days",
            }
        )
        self.runs = 0
        self.startPatcher(patch("time.sleep"))

    def run_with(self, *faults):
        """Run the scheduled action; each of its first runs ends with one of `faults`: a query, or an exception."""
        faults = iter(faults)

        def fail(partners):
            self.runs += 1
            fault = next(faults, None)
            if isinstance(fault, str):
                partners.env.cr.execute(fault, log_exceptions=False)
            elif fault:
                raise fault

        partner = type(self.env["res.partner"])
        with self.enter_registry_test_mode(), patch.object(partner, "_cron_that_collides", fail, create=True):
            self.cron.method_direct_trigger()
        return self.cron

    def test_collision_is_repeated_and_is_no_failure(self):
        cron = self.run_with(COLLISION)
        self.assertEqual((self.runs, cron.failure_count), (2, 0))

    def test_action_that_always_collides_fails_in_the_end(self):
        with self.assertLogs("odoo.addons.base.models.ir_cron", "ERROR") as logs:
            cron = self.run_with(*[COLLISION] * 20)
        self.assertEqual((self.runs, cron.failure_count), (5, 1))
        self.assertIn("could not serialize access", logs.output[0])

    def test_fault_of_the_action_itself_is_not_repeated(self):
        with self.assertLogs("odoo.addons.base.models.ir_cron", "ERROR"):
            cron = self.run_with(ValueError("wrong"))
        self.assertEqual((self.runs, cron.failure_count), (1, 1))
