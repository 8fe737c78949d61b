from odoo import SUPERUSER_ID, models

PLANNED = "torg_sale.planned"  # {(method, moment or None)} of the transaction
PRIORITY = 2  # before exchanges and documents: people wait


class SaleOrder(models.Model):
    """Work that orders ask for later: one job per moment, however many orders of the transaction ask for it.

    The jobs look for what there is to do when they run, so one that comes late, twice or for nothing does no harm,
    and the cron of every minute does the work of one that was lost.
    """

    _inherit = "sale.order"

    def _plan(self, method, moment=None):
        """Run a method of no orders by the queue at a moment (UTC), or as soon as this transaction is committed."""
        planned = self.env.cr.precommit.data.setdefault(PLANNED, set())
        if not planned:
            self.env.cr.precommit.add(self.browse()._enqueue_planned)
        planned.add((method, moment))

    def _enqueue_planned(self):
        planned = self.env.cr.precommit.data.pop(PLANNED, set())
        orders = self.browse().with_user(SUPERUSER_ID)  # sudo: the job is the system's, whoever caused it
        for method, moment in sorted(planned, key=str):
            # A job at a moment to come waits for everybody; one for now must not be left to one that already runs.
            key = f"torg.order:{method}:{moment}" if moment else None
            delayed = orders.with_delay(
                eta=moment, identity_key=key, priority=PRIORITY, description=f"Orders: {method}"
            )
            getattr(delayed, method)()

    def _cron_keep_going(self):
        """Do what jobs should have done: some may have been lost with their node."""
        for method in ("_check_time_limits", "_return_left", "_return_unopened", "_hand_out_queue"):
            getattr(self, method)()
            self.env["ir.cron"]._commit_progress(1)
