from dateutil.relativedelta import relativedelta

from odoo import Command, api, fields, models

# So many roubles in twelve months, so many percent.
LEVELS = ((30_000, "Бронза", 3), (100_000, "Серебро", 5), (300_000, "Золото", 7))


class TorgDemo(models.AbstractModel):
    _inherit = "torg.demo"

    @api.model
    def _get_parts(self):
        """Override to count turnover when the orders are there."""
        parts = super()._get_parts()
        parts.insert(parts.index("orders") + 1, "turnover")
        return parts

    @api.model
    def _load_turnover(self):
        """A table of levels, what customers bought before the start, and the levels of the first day."""
        if not self._is_new("turnover_table"):
            return
        self._load_opening()
        lines = [
            Command.create({"threshold": threshold, "name": name, "percent": percent})
            for threshold, name, percent in LEVELS
        ]
        vals = {"name": "Ладога", "basis": "rolling", "fall_on": "month", "line_ids": lines}
        self._create_missing("torg.turnover.table", {"turnover_table": vals})["turnover_table"]._publish()
        self.env["sale.order"].union(*self._get_records("sale.order").values())._refresh_turnover_entries()
        customers = self.env["res.partner"].union(*self._get_records("res.partner").values())
        self.env["torg.turnover.table"]._refresh_customers(customers)

    @api.model
    def _load_opening(self):
        """The same sum each month, up to the month before the orders of the demo begin."""
        partners, today = self._get_records("res.partner"), fields.Date.context_today(self)
        rows = [
            (partners[row["customer"]], today - relativedelta(months=month), float(row["month"]), None)
            for row in self._read_table("turnover")
            for month in range(2, 2 + int(row["months"]))
        ]
        self.env["torg.turnover.entry"]._load_turnover(rows, "opening")
