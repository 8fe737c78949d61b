from odoo import api, models
from odoo.tools import SQL

from odoo.addons.queue_job.exception import RetryableJobError

LOCKS = 64


class SaleOrder(models.Model):
    """What an order adds to the turnover of its customer."""

    _inherit = "sale.order"

    def _get_turnover_rows(self):
        """Return ``{order: {category id: (date, amount in the order's currency)}}`` of what is paid and delivered.

        Hook: whoever knows payments and deliveries fills it, for many orders in a constant number of queries.
        An order that is missing in the answer is worth nothing.
        """
        return {}

    def _refresh_turnover_later(self):
        """Order the turnover of these orders to be counted anew, after the transaction that touched them."""
        if self:
            key = ",".join(map(str, sorted(self.ids)))
            self.with_delay(
                identity_key=f"torg.turnover.order:{key}", description=self.env._("Turnover of orders")
            )._refresh_turnover()

    def _refresh_turnover(self):
        """Job: count the turnover of these orders and the levels of their customers anew.

        :raise RetryableJobError: another job counts one of these orders; the runner tries again
        """
        # sudo: turnover follows orders, whoever paid, shipped or brought back; a job runs with their rights
        orders = self.sudo().exists()
        orders._claim_turnover()
        customers = orders._refresh_turnover_entries()
        self.env["torg.turnover.table"]._refresh_customers(customers)
        return f"{len(orders)} orders"

    def _claim_turnover(self):
        """Let only one at a time count these orders, who sees what the one before has counted.

        :raise RetryableJobError: another one does, or has done so since this transaction began
        """
        if self and not (self._lock_turnover() and self._get_entries_beside() <= self._get_entries()):
            message = self.env._("The turnover of these orders is being counted.")
            raise RetryableJobError(message, seconds=2, ignore_retry=True)

    def _lock_turnover(self):
        """Return whether these orders are ours to count until this transaction ends.

        Orders share a few locks: PostgreSQL has room for some thousands, and a batch of the past has as many orders.
        """
        buckets = sorted({order_id % LOCKS for order_id in self.ids})
        lock = SQL("pg_try_advisory_xact_lock(hashtext('torg.turnover.entry'), bucket)")
        # sql: advisory locks, which the ORM does not know
        return self.env.execute_query(SQL("SELECT bool_and(%s) FROM unnest(%s) bucket", lock, buckets))[0][0]

    def _get_entries(self):
        # sudo: numbers that nobody is shown
        return set(self.env["torg.turnover.entry"].sudo().search([("order_id", "in", self.ids)]).ids)

    def _get_entries_beside(self):
        """Return what others have committed by now."""
        with self.env.registry.cursor() as cr:
            return self.with_env(self.env(cr=cr))._get_entries()

    def _refresh_turnover_entries(self):
        """Write what these orders are worth now; return all customers that this may concern."""
        Entry = self.env["torg.turnover.entry"]
        # sudo: an order that has got another customer leaves the former one
        former = Entry.sudo().search([("order_id", "in", self.ids)]).partner_id
        Entry._replace_orders(self, self._get_turnover_rows())
        return former | self.partner_id.commercial_partner_id

    def _prepare_turnover_vals(self, category_id, day, amount):
        company = self.company_id
        return {
            "partner_id": self.partner_id.commercial_partner_id.id,
            "company_id": company.id,
            "date": day,
            "amount": self.currency_id._convert(amount, company.currency_id, company, day),
            "source": "order",
            "category_id": category_id,
            "order_id": self.id,
        }

    @api.onchange("partner_id")
    def _onchange_partner_id_tier(self):
        """Offer to update the prices: another customer has another level."""
        former = self._origin.partner_id.commercial_partner_id
        if self.order_line and former != self.partner_id.commercial_partner_id:
            self.show_update_pricelist = True
