from datetime import datetime

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL, format_date

TOLD = ("receipt_count", "revenue", "return_count", "return_amount")
AVERAGE = "average_receipt:avg"


class TorgStoreDay(models.Model):
    """What a store took on a day, as its till or accounting system tells it: one row a store and day.

    Told again it replaces what was told; the history of the row keeps what stood there before. Orders of the e-shop are
    no part of it unless the till says so: it is the till's figure, never computed here.
    """

    _name = "torg.store.day"
    _description = "Day of a store"
    _inherit = ["mail.thread"]
    _order = "date desc, warehouse_id"

    warehouse_id = fields.Many2one("stock.warehouse", "Store", required=True, readonly=True, ondelete="cascade")
    date = fields.Date("Day", required=True, readonly=True, index=True)
    receipt_count = fields.Integer("Till Receipts", readonly=True, tracking=True)
    revenue = fields.Monetary("Sales", readonly=True, tracking=True, help="Of all receipts, before returns.")
    return_count = fields.Integer("Returns", readonly=True, tracking=True)
    return_amount = fields.Monetary("Returned", readonly=True, tracking=True)
    net_amount = fields.Monetary("Net Sales", compute="_compute_amounts", store=True, help="Sales less returns.")
    average_receipt = fields.Monetary(
        compute="_compute_amounts", store=True, aggregator="avg", help="Sales by the number of receipts."
    )
    source = fields.Char(
        "Told by", required=True, readonly=True, tracking=True, help="The system whose figures these are."
    )
    endpoint_id = fields.Many2one("torg.exchange.endpoint", readonly=True, ondelete="set null")
    told_at = fields.Datetime("Last Told", required=True, readonly=True)
    correction_count = fields.Integer(
        "Corrections", readonly=True, help="How often other figures came than those told before."
    )
    company_id = fields.Many2one(related="warehouse_id.company_id", store=True)
    currency_id = fields.Many2one(related="company_id.currency_id")

    _store_date_unique = models.UniqueIndex("(warehouse_id, date)", "There is a row of this store and day already.")

    @api.depends("receipt_count", "revenue", "return_amount")
    def _compute_amounts(self):
        for day in self:
            day.net_amount = day.revenue - day.return_amount
            day.average_receipt = day.revenue / day.receipt_count if day.receipt_count else 0.0

    @api.depends("warehouse_id", "date")
    def _compute_display_name(self):
        for day in self:
            day.display_name = f"{day.warehouse_id.name}, {format_date(self.env, day.date)}"

    def _read_group_select(self, aggregate_spec, query):
        """Override of core: the average of many days is that of their receipts, not of their averages."""
        if aggregate_spec != AVERAGE:
            return super()._read_group_select(aggregate_spec, query)
        return SQL(
            "SUM(%s) / NULLIF(SUM(%s), 0)",
            self._field_to_sql(self._table, "revenue", query),
            self._field_to_sql(self._table, "receipt_count", query),
        )

    # === BUSINESS METHODS === #

    @api.model
    def _receive_day_totals(self, store, date, vals, source):
        """Take what a system tells about a day of a store, in full; the same again changes nothing. Return the row.

        :param dict vals: `receipt_count`, `revenue`, `return_count`, `return_amount`; what is left out is nought
        :param source: name of the system, or its torg.exchange.endpoint
        :raise UserError: the day has not come yet, or another system tells about it
        """
        told_by = self._prepare_source(source)
        if unknown := vals.keys() - set(TOLD):
            raise ValueError(f"A day of a store has no {sorted(unknown)}")
        self._check_has_begun(store, date)
        told = dict.fromkeys(TOLD, 0) | vals
        # sudo: an exchange has no rights of its own, the channel let it in
        days = self.sudo()
        day = days.search([("warehouse_id", "=", store.id), ("date", "=", date)])
        if day:
            day._check_source(told_by)
            day._correct(told)
            return day
        head = {"warehouse_id": store.id, "date": date, "told_at": fields.Datetime.now()}
        return days.create({**head, **told_by, **told})

    def _prepare_source(self, source):
        if isinstance(source, str):
            return {"source": source, "endpoint_id": False}
        return {"source": source.name, "endpoint_id": source.id}

    def _correct(self, told):
        """Replace the figures by those that came; those that were there stay in the history."""
        compare = self.currency_id.compare_amounts
        if any(compare(self[name], told[name]) for name in TOLD):
            self.write({**told, "correction_count": self.correction_count + 1})
        self.told_at = fields.Datetime.now()

    def _check_has_begun(self, store, date):
        today = datetime.now(store._get_opening_tz()).date()
        if date > today:
            raise UserError(self.env._("This day has not come yet: %(date)s.", date=format_date(self.env, date)))

    def _check_source(self, told_by):
        """Two systems that tell about the same day would overwrite each other without end."""
        if self.endpoint_id.id != told_by["endpoint_id"] or (not self.endpoint_id and self.source != told_by["source"]):
            raise UserError(
                self.env._(
                    "The results of “%(store)s” on %(date)s are told by “%(system)s”. A director may delete them, then "
                    "another system may tell.",
                    store=self.warehouse_id.name,
                    date=format_date(self.env, self.date),
                    system=self.source,
                )
            )
