from unittest.mock import Mock, patch

import psycopg2

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

    def test_job_that_collided_is_postponed_and_nothing_else_is_asked(self):
        job = self._run(Collision())
        job.postpone.assert_called_once()
        job.enqueue_waiting.assert_not_called()

    def test_job_that_is_done_enables_those_that_wait_for_it(self):
        job = self._run()
        job.postpone.assert_not_called()
        job.enqueue_waiting.assert_called_once()
