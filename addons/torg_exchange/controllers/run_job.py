from odoo.addons.queue_job.controllers.main import RunJobController


class RunJob(RunJobController):
    """Jobs that collide with other transactions end quietly."""

    @classmethod
    def _enqueue_dependent_jobs(cls, env, job):
        """Override of queue_job: a job that is postponed enables nobody, and the cursor it was kept with is closed.

        Without it each collision of two jobs was an error in the log and an answer 500 to the runner.
        """
        if job.env.cr.closed:
            return
        super()._enqueue_dependent_jobs(env, job)
