from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import RolesCommon

ORDER_PATHS = ("order_line", "picking_ids", "picking_ids.move_ids", "picking_ids.move_line_ids")


@tagged("post_install", "-at_install")
class TestAccess(RolesCommon):
    """Who reaches whose orders, by every way of asking; the same for everything made from an order."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.own = cls._create_order(cls.manager, cls.team)
        cls.free = cls._create_order()
        cls.foreign = cls._create_order(cls.other_manager, cls.other_team)
        cls.orders = cls.own + cls.free + cls.foreign
        cls.orders.action_confirm()
        cls.invoices = cls.env["account.move"].create([cls._prepare_invoice_vals(order) for order in cls.orders])

    @classmethod
    def _prepare_invoice_vals(cls, order):
        return {
            "move_type": "out_invoice",
            "partner_id": order.partner_id.id,
            "invoice_user_id": order.user_id.id,
            "team_id": order.team_id.id,
            "invoice_line_ids": [(0, 0, {"name": order.name, "price_unit": 100, "tax_ids": False})],
        }

    def assertReaches(self, user, records, expected):
        """`user` reaches exactly `expected` of `records` by search, grouping, names and by guessing ids."""
        model = self.env[records._name].with_user(user)
        domain = [("id", "in", records.ids)]
        self.assertEqual(set(model.search(domain)._ids), set(expected._ids))
        self.assertEqual(model._read_group(domain, [], ["__count"]), [(len(expected),)])
        self.assertEqual({id_ for id_, _name in model.name_search("", domain)}, set(expected.ids))
        for record in records.with_user(user):
            record.invalidate_recordset()
            if record.id in expected.ids:
                record.read(["display_name"])
            else:
                with self.assertRaises(AccessError):
                    record.read(["display_name"])

    def assertReachesOrders(self, user, *orders):
        """`user` reaches these orders of the three, and alike their lines, deliveries, invoices and analysis."""
        orders = self.env["sale.order"].concat(*orders)
        self.assertReaches(user, self.orders, orders)
        for path in ORDER_PATHS:
            self.assertTrue(all(order.mapped(path) for order in self.orders), f"each order needs {path}")
            self.assertReaches(user, self.orders.mapped(path), orders.mapped(path))
        invoices = self.invoices.filtered(lambda move: move.invoice_line_ids.name in orders.mapped("name"))
        self.assertReaches(user, self.invoices, invoices)
        self.assertReaches(user, self.invoices.invoice_line_ids, invoices.invoice_line_ids)
        references = [f"sale.order,{order.id}" for order in self.orders]
        rows = self.env["sale.report"].with_user(user).search([("order_reference", "in", references)])
        self.assertEqual({row.order_reference for row in rows.sudo()}, set(orders))

    # === READ === #

    def test_manager_reaches_own_and_free_orders(self):
        self.assertReachesOrders(self.manager, self.own, self.free)

    def test_supervisor_reaches_orders_of_the_team_and_free_ones(self):
        self.assertReachesOrders(self.supervisor, self.own, self.free)

    def test_supervisor_does_not_reach_a_team_led_by_another(self):
        self.assertReachesOrders(self._create_role_user("supervisor_2", "supervisor"), self.free)

    def test_director_reaches_everything(self):
        self.assertReachesOrders(self.director, self.own, self.free, self.foreign)

    def test_people_apart_from_the_ladder_reach_no_orders(self):
        records = [self.orders] + [self.orders.mapped(path) for path in ORDER_PATHS] + [self.invoices]
        for user in (self.store_staff, self.courier, self.integration_admin):
            for recordset in records:
                with self.subTest(user=user.login, model=recordset._name):
                    self.assertFalse(recordset.with_user(user)._filtered_access("read"))

    def test_stock_worker_who_is_also_a_manager_keeps_all_transfers(self):
        self.manager.group_ids += self.env.ref("stock.group_stock_user")
        self.assertReaches(self.manager, self.orders.picking_ids, self.orders.picking_ids)
        self.assertReaches(self.manager, self.orders, self.own + self.free)

    def test_supervisor_who_bills_analyses_the_invoices_of_the_team(self):
        self.invoices.action_post()
        domain = [("move_id", "in", self.invoices.ids)]
        for user, orders in ((self.manager, self.own + self.free), (self.supervisor, self.own + self.free)):
            user.group_ids += self.env.ref("account.group_account_invoice")
            rows = self.env["account.invoice.report"].with_user(user).search(domain)
            self.assertEqual(set(rows.sudo().move_id.invoice_line_ids.mapped("name")), set(orders.mapped("name")))

    # === WRITE, CREATE, EXPORT === #

    def test_manager_changes_own_order_only(self):
        self.own.with_user(self.manager).note = "call first"
        for record in (self.foreign, self.foreign.order_line, self.foreign.picking_ids):
            with self.subTest(model=record._name), self.assertRaises(AccessError):
                record.with_user(self.manager).write(
                    {"partner_id" if record._name != "sale.order.line" else "name": False}
                )

    def test_manager_takes_a_free_order(self):
        self.free.with_user(self.manager).user_id = self.manager
        self.assertReaches(self.other_manager, self.free, self.free.browse())

    def test_manager_does_not_add_lines_to_a_foreign_order(self):
        with self.assertRaises(AccessError):
            self.env["sale.order.line"].with_user(self.manager).create(
                {"order_id": self.foreign.id, "product_id": self.product.id}
            )

    def test_manager_does_not_create_an_order_for_another(self):
        with self.assertRaises(AccessError):
            self.env["sale.order"].with_user(self.manager).create(
                {"partner_id": self.customer.id, "user_id": self.other_manager.id}
            )

    def test_only_director_takes_data_out(self):
        self.own.with_user(self.director).export_data(["name"])
        for user in (self.manager, self.supervisor, self.store_staff, self.courier):
            with self.subTest(user=user.login), self.assertRaises(UserError):
                self.own.with_user(user).export_data(["name"])

    def test_export_right_does_not_widen_what_is_seen(self):
        self.manager.group_ids += self.env.ref("base.group_allow_export")
        with self.assertRaises(AccessError):
            self.foreign.with_user(self.manager).export_data(["name"])

    # === A MANAGER'S DAY === #

    def test_manager_sells_from_customer_to_cancel(self):
        env = self.env(user=self.manager)
        customer = env["res.partner"].create({"name": "New customer"})
        order = env["sale.order"].create(
            {"partner_id": customer.id, "order_line": [(0, 0, {"product_id": self.product.id})]}
        )
        self.assertEqual(order.user_id, self.manager)
        order.action_confirm()
        self.assertEqual(order.picking_ids.state, "assigned")
        order.order_line.product_uom_qty = 2
        self.assertEqual(order.picking_ids.move_ids.product_uom_qty, 2)
        order._action_cancel()
        self.assertEqual(order.picking_ids.state, "cancel")

    def test_manager_delivers_part_of_own_order(self):
        picking = self.own.with_user(self.manager).picking_ids
        picking.move_ids.quantity = 1
        picking.move_ids.picked = True
        picking.with_context(skip_backorder=True).button_validate()
        self.assertEqual(self.own.order_line.qty_delivered, 1)

    # === SETTINGS === #

    def test_only_administrator_opens_settings(self):
        for user in (self.manager, self.supervisor, self.director, self.store_staff, self.integration_admin):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.env["res.config.settings"].with_user(user).create({}).execute()

    def test_menus_follow_roles(self):
        menus = {
            "menu_root": {"manager", "supervisor", "director", "store_staff", "courier", "integration_admin"},
            "menu_orders": {"manager", "supervisor", "director"},
            "menu_stock": {"manager", "supervisor", "director"},
            "menu_customers": {"manager", "supervisor", "director"},
            "menu_reports": {"supervisor", "director"},
            "menu_config": {"director", "integration_admin"},
        }
        for role in ("manager", "supervisor", "director", "store_staff", "courier", "integration_admin", "stranger"):
            for name, roles in menus.items():
                groups = self.env.ref(f"torg_base.{name}").group_ids
                with self.subTest(role=role, menu=name):
                    self.assertEqual(bool(groups & getattr(self, role).all_group_ids), role in roles)

    def test_manager_opens_the_menu_and_finds_the_daily_work(self):
        visible_ids = self.env["ir.ui.menu"].with_user(self.manager)._visible_menu_ids()
        for name in ("sale_order_menu", "stock_quant_menu", "product_template_menu", "res_partner_menu"):
            self.assertIn(self.env.ref(f"torg_base.{name}").id, visible_ids)
        for name in ("menu_reports", "menu_config", "res_users_menu"):
            self.assertNotIn(self.env.ref(f"torg_base.{name}").id, visible_ids)
