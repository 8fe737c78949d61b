from odoo import api, models


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
        """Job: count the turnover of these orders and the levels of their customers anew."""
        # sudo: turnover follows orders, whoever paid, shipped or brought back; a job runs with their rights
        orders = self.sudo().exists()
        customers = orders._refresh_turnover_entries()
        self.env["torg.turnover.table"]._refresh_customers(customers)
        return f"{len(orders)} orders"

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
