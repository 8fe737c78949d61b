from datetime import datetime, timedelta

from freezegun import freeze_time

from odoo.tests import HttpCase, tagged

from odoo.addons.torg_sale.tests.common import OrderCommon


class LevelCommon(OrderCommon):
    """A table 200 → 3 %, 400 → 5 %, 1 000 → 7 %; orders are of goods at 100, jobs are run at once."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Table = cls.env["torg.turnover.table"]
        for table in cls.Table.search([("state", "=", "published")]):
            table.action_archive_table()
        lines = [
            (0, 0, {"threshold": threshold, "percent": part}) for threshold, part in ((200, 3), (400, 5), (1000, 7))
        ]
        cls.table = cls.Table.create({"name": "Tiers", "fall_on": "day", "line_ids": lines})
        cls.table._publish()

    def setUp(self):
        super().setUp()
        orders = self.env.registry["sale.order"]
        self.patch(orders, "_refresh_turnover_later", lambda order: order._refresh_turnover())

    def _get_level(self, partner=None):
        level = (partner or self.customer)._get_turnover_level()
        return (level.percent, level.turnover) if level else (0.0, 0.0)

    def _sell(self, quantity=2, **values):
        """Return an order that is delivered."""
        order = self._make_order(quantity=quantity, **values)
        self._move(order, "agreed")
        self._ship(order)
        return order

    def _bring_back(self, order, quantity):
        picking = order.picking_ids.filtered(lambda item: item.state == "done")[:1]
        wizard = self.env["stock.return.picking"].with_context(active_id=picking.id, active_model="stock.picking")
        wizard = wizard.create({"picking_id": picking.id})
        wizard.product_return_moves.quantity = quantity
        back = self.env["stock.picking"].browse(wizard.action_create_returns()["res_id"])
        back.move_ids.quantity = quantity
        back.move_ids.picked = True
        back._action_done()


@tagged("post_install", "-at_install")
class TestTurnover(LevelCommon):
    def test_order_counts_when_it_is_paid_and_delivered(self):
        order = self._make_order(quantity=4)
        order._register_payment(400, "till")
        self.assertEqual(self._get_level(), (0.0, 0.0), "paid, not delivered")
        self._move(order, "agreed")
        self._ship(order)
        self.assertEqual(self._get_level(), (5.0, 400.0))

    def test_delivered_order_counts_as_far_as_it_is_paid(self):
        order = self._sell(4)
        self.assertEqual(self._get_level(), (0.0, 0.0))
        order._register_payment(199.99, "till")
        self.assertEqual(self._get_level(), (0.0, 199.99))
        order._register_payment(0.01, "till")
        self.assertEqual(self._get_level(), (3.0, 200.0))
        order._register_payment(500, "till")
        self.assertEqual(self._get_level(), (5.0, 400.0), "what is overpaid is no turnover")

    def test_goods_brought_back_lower_the_turnover(self):
        order = self._sell(4)
        order._register_payment(400, "till")
        self._bring_back(order, 1)
        self.assertEqual(self._get_level(), (3.0, 300.0))
        self._bring_back(order, 3)
        self.assertEqual(self._get_level()[1], 0.0)

    def test_money_given_back_lowers_the_turnover(self):
        order = self._sell(4)
        order._register_payment(400, "till")
        order._register_payment(-250, "till")
        self.assertEqual(self._get_level(), (0.0, 150.0))

    def test_turnover_is_after_discounts_and_with_tax(self):
        order = self._make_order(quantity=4)
        order.order_line.discount = 25
        order.order_line.tax_ids = self.env["account.tax"].create(
            {"name": "20 % on top", "amount": 20, "price_include_override": "tax_excluded", "type_tax_use": "sale"}
        )
        self._move(order, "agreed")
        self._ship(order)
        order._register_payment(order.amount_total, "till")
        self.assertEqual(self._get_level(), (3.0, 360.0))

    def test_services_are_no_turnover(self):
        service = self.env["product.product"].create({"name": "Lift", "type": "service"})
        order = self._make_order(quantity=2)
        order.order_line = [(0, 0, {"product_id": service.id, "price_unit": 500, "tax_ids": [(5,)]})]
        self._move(order, "agreed")
        order.order_line[-1].qty_delivered = 1
        self._ship(order)
        order._register_payment(700, "till")
        self.assertEqual(self._get_level(), (3.0, 200.0))

    def test_orders_of_contacts_are_those_of_the_company(self):
        contact = self.env["res.partner"].create({"name": "Buyer", "parent_id": self.customer.id})
        order = self._sell(2, partner_id=contact.id)
        order._register_payment(200, "till")
        self.assertEqual(self._get_level(), (3.0, 200.0))
        self.assertEqual(self._get_level(contact), (3.0, 200.0))

    def test_next_order_has_the_discount(self):
        self._sell(4)._register_payment(400, "till")
        order = self.env["sale.order"].create(
            {"partner_id": self.customer.id, "order_line": [(0, 0, {"product_id": self.product.id})]}
        )
        self.assertEqual((order.order_line.discount, order.order_line.tier_discount), (5.0, 5.0))

    def test_order_counts_on_the_day_it_was_both_paid_and_delivered(self):
        order = self._sell(2)
        order.effective_date = datetime(2026, 1, 10, 9)
        order._register_payment(200, "till", date=datetime(2026, 1, 31, 21, 30))
        entry = self.env["torg.turnover.entry"].search([("order_id", "=", order.id)])
        self.assertEqual(str(entry.date), "2026-02-01", "half past midnight in Moscow")
        self.assertEqual((entry.category_id, entry.source), (self.product.categ_id, "order"))

    def test_counting_again_changes_nothing(self):
        order = self._sell(2)
        order._register_payment(200, "till")
        entry = self.env["torg.turnover.entry"].search([("order_id", "=", order.id)])
        with freeze_time(datetime.now() + timedelta(hours=1)):
            self.Table.with_context(queue_job__no_delay=True)._enqueue_rebuild()
        self.assertEqual(self.env["torg.turnover.entry"].search([("order_id", "=", order.id)]), entry)
        self.assertEqual(self._get_level(), (3.0, 200.0))

    def test_thousand_orders_take_as_many_queries_as_ten(self):
        orders = self.env["sale.order"]
        for _number in range(12):
            order = self._sell(1, store=self.far if len(orders) % 3 == 2 else self.near)
            orders |= order
        counts = []
        for batch in (orders[:2], orders[:10]):
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            batch._get_turnover_rows()
            counts.append(self.cr.sql_log_count - before)
        self.assertEqual(counts[0], counts[1])

    def test_whoever_hands_out_the_goods_the_turnover_follows(self):
        order = self._sell(2)
        order._register_payment(200, "till")
        self.env["torg.turnover.entry"].sudo().search([("order_id", "=", order.id)]).unlink()
        order.with_user(self.courier)._refresh_turnover()
        self.assertEqual(self._get_level(), (3.0, 200.0))

    def test_night_finds_what_escaped(self):
        self.patch(self.env.registry["sale.order"], "_refresh_turnover_later", lambda order: None)
        self._sell(2)._register_payment(200, "till")
        self.assertEqual(self._get_level(), (0.0, 0.0))
        self.Table.with_context(queue_job__no_delay=True)._cron_refresh()
        self.assertEqual(self._get_level(), (3.0, 200.0))

    def test_table_may_be_for_customers_of_some_types_of_orders(self):
        wholesale = self.env["torg.order.type"].create({"name": "B2B", "code": "b2b_test", "customer_kind": "company"})
        table = self.table.copy({"replaces_id": False})
        table.order_type_ids = wholesale
        company = self.env["res.partner"].create({"name": "Firm", "is_company": True})
        other = self.env["res.partner"].create({"name": "Odd", "order_type_id": wholesale.id})
        self.assertEqual(
            table._filter_customers(company | other | self.customer), {company.id, other.id}, "by kind and by card"
        )


@tagged("post_install", "-at_install")
class TestTurnoverJob(OrderCommon):
    def test_payment_leaves_the_counting_to_one_job(self):
        order = self._make_order()
        order._register_payment(50, "till")
        order._register_payment(50, "till")
        jobs = self.env["queue.job"].search([("method_name", "=", "_refresh_turnover")])
        self.assertEqual(len(jobs.filtered(lambda job: job.records == order)), 1)


@tagged("post_install", "-at_install")
class TestTurnoverTour(LevelCommon, HttpCase):
    """Level 3 % from 200, 5 % from 400: 150 to go, and the rest of an order is paid."""

    def test_level_grows_after_a_paid_order(self):
        self.customer.write({"name": "Tier customer", "user_id": self.manager.id})
        self.product.name = "Tier goods"
        self.manager.lang = self.customer.lang = "en_US"
        self._sell(2)._register_payment(200, "till")
        order = self._sell(3)  # 291 with the discount of the first level
        order._register_payment(50, "till")
        url = f"/odoo/action-torg_base.res_partner_action/{self.customer.id}"
        self.start_tour(url, "torg_sale_level_before", login="torg_manager")
        self.env.invalidate_all()
        order._register_payment(241, "till")
        self.assertEqual(self._get_level(), (5.0, 491.0))
        self.start_tour(url, "torg_sale_level_after", login="torg_manager")
        found = self.env["sale.order"].search([("partner_id", "=", self.customer.id)], order="id desc", limit=1)
        self.assertEqual((found.order_line.discount, found.order_line.tier_discount), (5.0, 5.0))
