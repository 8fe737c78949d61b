from unittest.mock import Mock, patch

import psycopg2

from odoo import api
from odoo.tests import TransactionCase, tagged

from odoo.addons.queue_job.controllers import main
from odoo.addons.torg_exchange.controllers.run_job import RunJob


class Collision(psycopg2.OperationalError):
    """What PostgreSQL says to the later one of two transactions."""

    pgcode, pgerror = main.PG_CONCURRENCY_ERRORS_TO_RETRY[0], "could not serialize access"


@tagged("post_install", "-at_install")
class TestRunJob(TransactionCase):
    """What becomes of a job after it was run."""

    def _run(self, outcome=None):
        job = Mock(env=self.env)
        with (
            patch.object(main, "Registry") as registry,
            patch.object(RunJob, "_try_perform_job", side_effect=outcome),
            patch.object(self.env.cr, "rollback"),
        ):
            fresh = Mock(closed=True, cache={}, dbname=self.env.cr.dbname)
            registry.return_value.cursor.return_value.__enter__.return_value = fresh
            registry.return_value.cursor.return_value.__exit__.return_value = False
            with patch.object(main.api, "Environment", return_value=Mock(cr=fresh)):
                RunJob._runjob(self.env, job)
        return job

    def test_what_a_job_leaves_to_be_computed_is_computed_as_its_user(self):
        user = self.env.ref("base.user_admin")
        transaction, found = self.env.transaction, []
        self.addCleanup(setattr, transaction, "default_env", transaction.default_env)
        # as http leaves it for an address without authentication
        transaction.default_env = api.Environment(self.env.cr, None, {})
        job = Mock(env=self.env, recordset=self.env["res.partner"].with_user(user))

        def perform():
            found.append((transaction.default_env.user, transaction.default_env.company))

        job.perform.side_effect = perform
        with patch.object(self.env.cr, "commit"):
            RunJob._try_perform_job(self.env, job)
        self.assertEqual(found, [(user, user.company_id)])

    def test_job_that_collided_is_postponed_and_nothing_else_is_asked(self):
        job = self._run(Collision())
        job.postpone.assert_called_once()
        job.enqueue_waiting.assert_not_called()

    def test_job_that_is_done_enables_those_that_wait_for_it(self):
        job = self._run()
        job.postpone.assert_not_called()
        job.enqueue_waiting.assert_called_once()
