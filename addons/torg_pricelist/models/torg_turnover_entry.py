from odoo import api, fields, models

from odoo.addons.torg_pricelist.tools.turnover import get_month_end

SOURCES = [("opening", "Before the start"), ("store", "Store purchases"), ("order", "Orders")]


class TorgTurnoverEntry(models.Model):
    """Turnover of a customer: a paid and delivered order, or the sum of a month told by another system.

    A month's row lies on the month's last day, so it stays in a rolling period until the whole month has left it.
    Written by the verbs only; what is told twice replaces and never doubles.
    """

    _name = "torg.turnover.entry"
    _description = "Customer Turnover"
    _order = "date desc, id desc"
    _rec_name = "partner_id"

    partner_id = fields.Many2one(
        "res.partner", "Customer", required=True, readonly=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True, default=lambda self: self.env.company)
    currency_id = fields.Many2one(related="company_id.currency_id")
    date = fields.Date(required=True, readonly=True, help="Of a month's sum: the last day of the month.")
    amount = fields.Monetary(required=True, readonly=True, help="Paid and delivered, after discounts, with tax.")
    source = fields.Selection(SOURCES, required=True, readonly=True)
    category_id = fields.Many2one("product.category", readonly=True, ondelete="set null")
    order_id = fields.Many2one("sale.order", readonly=True, index="btree_not_null", ondelete="cascade")

    _month_unique = models.UniqueIndex(
        "(company_id, partner_id, date, source, COALESCE(category_id, 0)) WHERE order_id IS NULL",
        "The turnover of this customer in this month is known already.",
    )
    _order_unique = models.UniqueIndex("(order_id, COALESCE(category_id, 0)) WHERE order_id IS NOT NULL")
    _sum_index = models.Index("(partner_id, company_id, date) INCLUDE (amount)")

    # === BUSINESS METHODS === #

    @api.model
    def _load_turnover(self, rows, source, company=None):
        """Take turnover by month: the same customer, month, source and category replaces, and never doubles.

        :param rows: iterable of ``(partner, any day of the month, amount, category or None)``; sums of the same month
            in one call are added up
        :param source: `opening` (before the start) or `store` (store purchases)
        :return: ``{"created": n, "changed": n, "same": n}``
        """
        company = company or self.env.company
        wanted = {}
        for partner, day, amount, category in rows:
            key = (partner.commercial_partner_id.id, get_month_end(day), category.id if category else False)
            wanted[key] = wanted.get(key, 0.0) + amount
        counts = self._replace_months(wanted, source, company)
        if counts["created"] or counts["changed"]:
            partners = self.env["res.partner"].browse({key[0] for key in wanted})
            self.env["torg.turnover.table"]._refresh_customers(partners)
        return counts

    @api.model
    def _replace_months(self, wanted, source, company):
        partner_ids = list({key[0] for key in wanted})
        domain = [("source", "=", source), ("company_id", "=", company.id), ("partner_id", "in", partner_ids)]
        # sudo: turnover is written by this verb, whoever is told to load it
        known = {(row.partner_id.id, row.date, row.category_id.id): row for row in self.sudo().search(domain)}
        counts = dict.fromkeys(("created", "changed", "same"), 0)
        vals_list = []
        for key, amount in wanted.items():
            row = known.get(key)
            if not row:
                vals = dict(zip(("partner_id", "date", "category_id"), key, strict=True))
                vals_list.append({**vals, "amount": amount, "source": source, "company_id": company.id})
            elif company.currency_id.compare_amounts(row.amount, amount):
                row.amount = amount
                counts["changed"] += 1
            else:
                counts["same"] += 1
        # sudo: see above
        self.sudo().create(vals_list)
        return counts | {"created": len(vals_list)}

    @api.model
    def _replace_orders(self, orders, rows_by_order):
        """Write what these orders are worth now; rows that have not changed are left alone.

        :param rows_by_order: ``{order: {category id: (date, amount)}}``
        """
        # sudo: turnover follows orders, whoever moves them
        entries_sudo = self.sudo()
        known = {
            (row.order_id.id, row.category_id.id): row for row in entries_sudo.search([("order_id", "in", orders.ids)])
        }
        vals_list = []
        for order, rows in rows_by_order.items():
            for category_id, (day, amount) in rows.items():
                vals = order._prepare_turnover_vals(category_id, day, amount)
                row = known.pop((order.id, category_id), None)
                if not row:
                    vals_list.append(vals)
                elif row._differs(vals):
                    row.write(vals)
        entries_sudo.union(*known.values()).unlink()
        entries_sudo.create(vals_list)

    @api.model
    def _hand_over(self, partners, customer):
        """Give what these partners bought to the customer they are merged into; sums of the same month are added up."""
        rows = self.search([("partner_id", "in", (partners | customer).ids)])
        months = rows.filtered(lambda row: not row.order_id).sorted(lambda row: row.partner_id != customer)
        for same in months.grouped(lambda row: (row.company_id, row.date, row.source, row.category_id)).values():
            if len(same) > 1:
                same[0].amount = sum(same.mapped("amount"))
                same[1:].unlink()
        rows.exists().filtered(lambda row: row.partner_id != customer).write({"partner_id": customer.id})

    def _differs(self, vals):
        return (self.date, self.partner_id.id) != (
            vals["date"],
            vals["partner_id"],
        ) or self.currency_id.compare_amounts(self.amount, vals["amount"]) != 0
