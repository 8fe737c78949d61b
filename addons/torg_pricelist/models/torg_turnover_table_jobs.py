from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

CHUNK = 1000  # customers or orders of one job: some seconds of work
RECENT = timedelta(days=2)  # what the night looks at again, should a payment have escaped


class TorgTurnoverTable(models.Model):
    """Turnover counted in the background: a chain of jobs over orders, then one over customers.

    All of them run in the one-at-a-time channel of the catalog, so no two write the level of one customer.
    """

    _inherit = "torg.turnover.table"

    @api.model
    def _get_chunk(self):
        """Return how many customers or orders one job takes."""
        return CHUNK

    @api.model
    def _cron_refresh(self):
        """Every night: orders touched of late, then the levels of everybody."""
        self._enqueue_orders(0, fields.Datetime.to_string(fields.Datetime.now() - RECENT))

    @api.model
    def _enqueue_rebuild(self):
        """Count all orders ever made, then the levels of everybody."""
        self._enqueue_orders(0, False)

    @api.model
    def _enqueue_orders(self, after_id, since):
        self.browse().with_delay(
            identity_key=f"torg.turnover.orders:{after_id}:{bool(since)}",
            description=self.env._("Turnover of orders"),
        )._refresh_orders_next(after_id, since)

    @api.model
    def _refresh_orders_next(self, after_id, since):
        """Job: one chunk of orders, then the next; after the last one the customers."""
        domain = [("id", ">", after_id), ("state", "in", ("sale", "cancel"))]
        if since:
            domain.append(("write_date", ">=", since))
        # sudo: turnover is counted of everybody's orders
        orders_sudo = self.env["sale.order"].sudo().search(domain, order="id", limit=self._get_chunk())
        orders_sudo._refresh_turnover_entries()
        if len(orders_sudo) == self._get_chunk():
            self._enqueue_orders(orders_sudo[-1].id, since)
        else:
            self._enqueue_customers(0)
        return f"{len(orders_sudo)} orders"

    @api.model
    def _enqueue_customers(self, after_id):
        self.browse().with_delay(
            identity_key=f"torg.turnover.customers:{after_id}", description=self.env._("Levels of customers")
        )._refresh_customers_next(after_id)

    @api.model
    def _refresh_customers_next(self, after_id):
        """Job: one chunk of customers, then the next."""
        partners = self._get_customers_after(after_id)
        self._get_live_tables()._refresh_levels(partners)
        if len(partners) == self._get_chunk():
            self._enqueue_customers(partners[-1].id)
        return f"{len(partners)} customers"

    @api.model
    def _get_customers_after(self, after_id):
        """Return the next customers who bought anything or have a level, by id."""
        self.env.flush_all()
        # sql: a union of two tables without the ORM's sorting by names
        rows = self.env.execute_query(
            SQL(
                """SELECT partner_id FROM torg_turnover_entry WHERE partner_id > %(after)s
                    UNION
                   SELECT partner_id FROM torg_turnover_level WHERE partner_id > %(after)s
                    ORDER BY partner_id LIMIT %(chunk)s""",
                after=after_id,
                chunk=self._get_chunk(),
            )
        )
        return self.env["res.partner"].browse(key for (key,) in rows)
