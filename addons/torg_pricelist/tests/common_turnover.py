from datetime import date

from dateutil.relativedelta import relativedelta

from odoo import Command, fields

from .common import PriceCommon


class TurnoverCommon(PriceCommon):
    """A table 30 000 → 3 %, 100 000 → 5 %, 300 000 → 7 % over the last twelve months, falling at once."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Table = cls.env["torg.turnover.table"]
        cls.Entry = cls.env["torg.turnover.entry"]
        cls.Level = cls.env["torg.turnover.level"]
        for table in cls.Table.search([("state", "=", "published")]):
            table.action_archive_table()
        cls.env.company.tier_composition = "best"
        cls.today = cls.Table._get_today()
        cls.table = cls._create_table()
        cls._publish_table(cls.table)

    @classmethod
    def _create_table(cls, levels=((30_000, 3), (100_000, 5), (300_000, 7)), **values):
        lines = [
            Command.create({"threshold": threshold, **({"percent": gift} if isinstance(gift, (int, float)) else gift)})
            for threshold, gift in levels
        ]
        return cls.Table.create({"name": "Test table", "fall_on": "day", "line_ids": lines, **values})

    @classmethod
    def _publish_table(cls, table, date_from=None):
        """Put it into force without the jobs that count everybody anew."""
        table._publish(date_from)
        cls.env["queue.job"].search([("state", "=", "pending")]).unlink()

    @classmethod
    def _buy(cls, partner, amount, day=None, category=None, refresh=True):
        """Let a customer have paid and received goods on a day."""
        entry = cls.Entry.sudo().create(
            {
                "partner_id": partner.id,
                "amount": amount,
                "date": day or cls.today,
                "source": "store",
                "category_id": category and category.id,
            }
        )
        if refresh:
            cls.Table._refresh_customers(partner)
        return entry

    def _night(self):
        """What the night does, for the customers of these tests."""
        self.Table._refresh_customers(self.shop | self.passer_by)

    def _get_percent(self, partner=None):
        level = (partner or self.shop)._get_turnover_level()
        return level.percent if level else 0.0

    def _get_level(self, partner=None, table=None):
        domain = [("partner_id", "=", (partner or self.shop).id), ("table_id", "=", (table or self.table).id)]
        return self.Level.search(domain)

    def _get_last_change(self, table=None):
        """Return the latest row of the shop's history."""
        domain = [("partner_id", "=", self.shop.id), ("table_id", "=", (table or self.table).id)]
        return self.env["torg.turnover.level.history"].search(domain, limit=1)

    def _months_ago(self, months, **delta):
        return fields.Date.today() - relativedelta(months=months, **delta)

    @staticmethod
    def _day(year, month, day):
        return date(year, month, day)
