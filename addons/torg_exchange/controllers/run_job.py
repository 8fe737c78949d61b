from odoo.addons.queue_job.controllers.main import RunJobController


class RunJob(RunJobController):
    """Jobs that collide with other transactions end quietly, and all that a job does is done as its user."""

    @classmethod
    def _try_perform_job(cls, env, job):
        """Override of queue_job: what is computed at a flush is computed as the one whose job it is.

        The address of jobs is open to nobody's requests, so a transaction's own environment was that of nobody: fields
        computed at a savepoint were computed without a user and without a company.
        """
        env.transaction.default_env = job.recordset.env
        return super()._try_perform_job(env, job)

    @classmethod
    def _enqueue_dependent_jobs(cls, env, job):
        """Override of queue_job: a job that is postponed enables nobody, and the cursor it was kept with is closed.

        Without it each collision of two jobs was an error in the log and an answer 500 to the runner.
        """
        if job.env.cr.closed:
            return
        super()._enqueue_dependent_jobs(env, job)
