from datetime import datetime, timedelta

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from .common_turnover import TurnoverCommon


@tagged("post_install", "-at_install")
class TestTurnoverSimulation(TurnoverCommon):
    """The passer-by bought for 100 000 long ago; the orders below are of the last month, cabernet at 500."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["sale.order"].search([("state", "=", "sale")]).write({"date_order": datetime(2001, 1, 1)})
        cls.env["stock.quant"]._update_available_quantity(cls.cabernet, cls.warehouse.lot_stock_id, 1000)
        cls._buy(cls.passer_by, 100_000, cls.today - timedelta(days=100), refresh=False)

    def _sell(self, partner, quantity, days_ago=10):
        line = {"product_id": self.cabernet.id, "product_uom_qty": quantity, "tax_ids": [Command.clear()]}
        order = self.env["sale.order"].create(
            {"partner_id": partner.id, "warehouse_id": self.warehouse.id, "order_line": [Command.create(line)]}
        )
        order.action_confirm()
        order.date_order = datetime.now() - timedelta(days=days_ago)
        return order

    def _simulate(self, table, **values):
        simulation = (
            self.env["torg.turnover.simulation"].with_user(self.director).create({"table_id": table.id, **values})
        )
        simulation.action_run()
        return simulation

    def _archive(self):
        self.table.sudo().write({"state": "archived"})

    def test_new_table_costs_what_it_would_have_given(self):
        self._archive()
        order = self._sell(self.passer_by, 10)
        simulation = self._simulate(self._create_table(levels=((50_000, 4),)))
        self.assertEqual((simulation.state, simulation.order_count, simulation.base_amount), ("done", 1, 5000))
        self.assertEqual((simulation.cost_now, simulation.cost_new, simulation.cost_change), (0, 200, 200))
        self.assertEqual((simulation.winner_count, simulation.loser_count), (1, 0))
        self.assertEqual(simulation.winner_ids.partner_id, self.passer_by)
        self.assertEqual((simulation.winner_ids.level_now, simulation.winner_ids.level_new), ("", "4 %"))
        self.assertEqual((order.amount_total, order.order_line.discount), (5000, 0), "nothing is changed")

    def test_replaced_table_shows_who_loses(self):
        self._buy(self.shop, 40_000, self.today - timedelta(days=50), refresh=False)
        self.shop.property_product_pricelist = self.retail
        for customer in (self.passer_by, self.shop):
            self._sell(customer, 10)
        new = self._create_table(levels=((30_000, 1), (100_000, 6)), replaces_id=self.table.id)
        simulation = self._simulate(new)
        self.assertEqual((simulation.cost_now, simulation.cost_new), (250 + 150, 300 + 50))
        self.assertEqual((simulation.winner_ids.partner_id, simulation.winner_ids.change), (self.passer_by, 50))
        self.assertEqual((simulation.loser_ids.partner_id, simulation.loser_ids.change), (self.shop, -100))

    def test_table_beside_the_others_takes_nothing_away(self):
        self._sell(self.passer_by, 10)
        simulation = self._simulate(self._create_table(levels=((10, 1),)))
        self.assertEqual((simulation.cost_change, simulation.same_count), (0, 1))

    def test_discount_that_was_given_already_is_not_counted_twice(self):
        self.Table._refresh_customers(self.passer_by)
        order = self._sell(self.passer_by, 10)
        self.assertEqual(order.order_line.tier_discount, 5.0)
        simulation = self._simulate(self._create_table(levels=((10, 10),)))
        self.assertEqual((simulation.base_amount, simulation.cost_now, simulation.cost_new), (5000, 250, 500))

    def test_price_list_discount_is_the_better_one(self):
        self._archive()
        self._buy(self.shop, 100_000, self.today - timedelta(days=100), refresh=False)
        self._sell(self.shop, 10)
        self.assertEqual(self._simulate(self._create_table(levels=((10, 5),))).cost_new, 0)
        self.assertEqual(self._simulate(self._create_table(levels=((10, 8),))).cost_new, 50)

    def test_order_is_priced_by_what_was_bought_before_it(self):
        self._archive()
        self._sell(self.passer_by, 10, days_ago=140)
        self._sell(self.passer_by, 10, days_ago=60)
        self.assertEqual(self._simulate(self._create_table(levels=((10, 5),))).cost_new, 250)

    def test_many_customers_are_counted_in_chunks(self):
        self._archive()
        self.patch(self.env.registry["torg.turnover.simulation"], "_get_chunk", lambda simulation: 1)
        for customer in (self.passer_by, self.shop):
            self._sell(customer, 10)
        simulation = self.env["torg.turnover.simulation"].create({"table_id": self._create_table().id})
        simulation.with_context(queue_job__no_delay=True).action_run()
        self.assertEqual((simulation.state, simulation.customer_done, simulation.order_count), ("done", 2, 2))

    def test_counting_again_gives_the_same(self):
        self._archive()
        self._sell(self.passer_by, 10)
        simulation = self._simulate(self._create_table(levels=((10, 5),)))
        simulation.action_run()
        self.assertEqual((simulation.cost_new, len(simulation.line_ids)), (250, 1))

    def test_period_that_ends_before_it_begins_is_refused(self):
        with self.assertRaises(UserError):
            self._simulate(self._create_table(), date_from=self.today, date_to=self.today - timedelta(days=1))
