from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta

from odoo import fields, models

from odoo.addons.torg_pricelist.tools.turnover import (
    Takings,
    TurnoverReplay,
    compose,
    get_listed_discount,
    limit_discount,
)


@dataclass(eq=False)
class Result:
    """What a simulation says of one customer; levels are those of the last day of the period."""

    partner_id: int
    order_count: int = 0
    base: float = 0.0
    cost_now: float = 0.0
    cost_new: float = 0.0
    level_now: str = ""
    level_new: str = ""


class TorgTurnoverSimulation(models.Model):
    """The count: levels replayed from day to day, discounts of each order line under the old and the new tables."""

    _inherit = "torg.turnover.simulation"

    def _simulate(self, customers):
        """Return a Result for each of these commercial partners."""
        # sudo: what is counted are the sums of everybody's orders, for a director
        simulation_sudo = self.sudo()
        lines = simulation_sudo._get_order_lines(customers)
        now, new = simulation_sudo._get_scenarios()
        replays = {table: simulation_sudo._get_replays(table, customers) for table in now | new}
        lists = simulation_sudo._get_list_prices(lines, now | new)
        floors = lines.product_id._get_minimum_prices()
        results = {partner.id: Result(partner.id) for partner in customers}
        for order, order_lines in lines.grouped("order_id").items():
            result = results[order.partner_id.commercial_partner_id.id]
            result.order_count += 1
            day = fields.Date.context_today(self, order.date_order) - timedelta(days=1)
            levels = [self._get_levels_on(tables, replays, result.partner_id, day) for tables in (now, new)]
            for line in order_lines:
                self._add_line(result, line, levels, lists, floors)
        for result in results.values():
            levels = [self._get_levels_on(tables, replays, result.partner_id, self.date_to) for tables in (now, new)]
            result.level_now, result.level_new = (
                ", ".join(line.display_name for line in found.sorted("percent", reverse=True)) for found in levels
            )
        return list(results.values())

    def _get_order_lines(self, customers):
        return self.env["sale.order.line"].search(
            [
                ("order_id.partner_id.commercial_partner_id", "in", customers.ids),
                ("order_id.company_id", "=", self.company_id.id),
                ("state", "=", "sale"),
                ("order_id.date_order", ">=", self.date_from),
                ("order_id.date_order", "<", self.date_to + timedelta(days=1)),
                ("product_id.type", "=", "consu"),
                ("price_total", ">", 0),
            ],
            order="id",
        )

    def _get_scenarios(self):
        """Return the tables of today, and those with the simulated one among them."""
        Table = self.env["torg.turnover.table"]
        now = Table.search(Table._get_force_domain() & fields.Domain("company_id", "=", self.company_id.id))
        return now, (now - self.table_id.replaces_id) | self.table_id

    def _get_replays(self, table, customers):
        """Return ``{partner id: TurnoverReplay}`` of the customers a table is for."""
        domain = fields.Domain("partner_id", "in", customers.ids)
        domain &= fields.Domain("company_id", "=", self.company_id.id)
        if table.counted_category_ids:
            domain &= fields.Domain("category_id", "child_of", table.counted_category_ids.ids)
        takings = defaultdict(list)
        for entry in self.env["torg.turnover.entry"].search(domain, order="id"):
            since = entry.date if entry.order_id else entry.date.replace(day=1)
            takings[entry.partner_id.id].append(Takings(since, entry.date, entry.amount))
        thresholds, rules = table.line_ids.sorted("threshold").mapped("threshold"), table._get_rules()
        return {key: TurnoverReplay(rules, takings[key], thresholds) for key in table._filter_customers(customers)}

    def _get_levels_on(self, tables, replays, partner_id, day):
        """Return the lines a customer would have had on a day, one of each table."""
        found = self.env["torg.turnover.table.line"]
        for table in tables:
            replay = replays[table].get(partner_id)
            position = replay.get_level(day) if replay else -1
            if position >= 0:
                found |= table.line_ids.sorted("threshold")[position]
        return found

    def _get_list_prices(self, lines, tables):
        """Return ``{(price list, product id): price}`` of the price lists that levels give, by today's rules."""
        prices = {}
        for pricelist in tables.line_ids.pricelist_id:
            quotes = lines.product_id._get_customer_prices(pricelist=pricelist)
            prices |= {(pricelist.id, key): quote.price for key, quote in quotes.items()}
        return prices

    def _add_line(self, result, line, levels, lists, floors):
        if line.discount >= 100:
            return
        base = line.price_total / (1 - line.discount / 100)
        listed = max(line.discount - line.tier_discount, 0.0)
        floor = floors.get(line.product_id.id, (0.0, ""))[0]
        floor = line.product_id.uom_id._compute_price(floor, line.product_uom_id) if floor else 0.0
        whole = [self._get_discount(line, found, lists, listed, floor) for found in levels]
        result.base += base
        result.cost_now += base * (whole[0] - listed) / 100
        result.cost_new += base * (whole[1] - listed) / 100

    def _get_discount(self, line, levels, lists, listed, floor):
        """Return the whole discount of an order line under the levels of one scenario."""
        category = line.product_id.categ_id
        above = {int(part) for part in (category.parent_path or "").split("/") if part}
        fitting = levels.filtered(
            lambda level: (
                not level.table_id.discount_category_ids or above & set(level.table_id.discount_category_ids.ids)
            )
        )
        if line.product_id.is_tier_excluded or not fitting:
            return listed
        percent = max(fitting.mapped("percent"))
        whole = compose(listed, percent, self.company_id.tier_composition) if percent else listed
        for pricelist in fitting.pricelist_id:
            whole = max(whole, get_listed_discount(line.price_unit, lists[pricelist.id, line.product_id.id]))
        return max(limit_discount(line.price_unit, whole, floor, listed), listed)
