from odoo.exceptions import AccessError
from odoo.tests import Form, new_test_user, tagged

from .common import RevisionCommon

CLOSED = {
    "product.product": ("standard_price", "avg_cost", "total_value"),
    "product.template": ("standard_price",),
    "sale.order": ("margin", "margin_percent"),
    "sale.order.line": ("purchase_price", "margin", "margin_percent"),
    "sale.report": ("margin",),
    "account.invoice.report": ("price_margin", "inventory_value"),
    "stock.quant": ("value",),
    "stock.lot": ("standard_price", "avg_cost", "total_value"),
    "stock.move": (
        "value", "value_manual", "value_justification", "value_computed_justification", "standard_price",
        "remaining_value", "price_unit",
    ),
    "torg.price.revision": ("below_cost_count", "old_margin", "new_margin"),
    "torg.price.revision.line": ("cost", "old_margin", "new_margin", "below_cost"),
}  # fmt: skip
GROUPED = {
    "product.product": "standard_price:max",
    "sale.order": "margin:sum",
    "sale.order.line": "purchase_price:sum",
    "sale.report": "margin:sum",
    "account.invoice.report": "price_margin:sum",
    "stock.move": "value:sum",
    "torg.price.revision.line": "old_margin:avg",
}


@tagged("post_install", "-at_install")
class TestCostAccess(RevisionCommon):
    """A manager sees prices and stock; cost and margin are for those who may see them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager.group_ids += cls.env.ref("base.group_allow_export")
        cls.env["stock.quant"]._update_available_quantity(cls.cabernet, cls.warehouse.lot_stock_id, 100)
        cls.order = cls._create_order(
            user=cls.manager,
            team=cls.team,
            order_line=[(0, 0, {"product_id": cls.cabernet.id, "product_uom_qty": 2, "price_unit": 500})],
        )
        cls.order.action_confirm()
        cls.revision = cls._create_revision(cls, {cls.cabernet: 520.0})
        cls.env.flush_all()

    # === NO WAY IN === #

    def test_every_sum_is_closed(self):
        for model, names in CLOSED.items():
            for name in names:
                field = self.env[model]._fields[name]
                with self.subTest(model=model, field=name):
                    self.assertEqual(field.groups, "torg_pricelist.group_see_cost")

    def test_no_field_with_such_a_name_was_forgotten(self):
        words = (
            "standard_price", "purchase_price", "margin", "avg_cost", "total_value", "remaining_value",
            "inventory_value",
        )  # fmt: skip
        of_rules = ("price_min_margin", "price_max_margin")
        models = ("product.", "sale.", "stock.", "account.invoice.report", "torg.")
        for model in self.env.registry.values():
            if model._abstract or model._transient or not model._name.startswith(models):
                continue
            for name, field in model._fields.items():
                told = field.type in ("float", "monetary") and any(word in name for word in words)
                if told and name not in of_rules:
                    self.assertEqual(field.groups, "torg_pricelist.group_see_cost", str(field))

    def test_manager_cannot_read(self):
        for model, names in CLOSED.items():
            records = self.env[model].search([], limit=1).with_user(self.manager)
            for name in names:
                with self.subTest(model=model, field=name), self.assertRaises(AccessError):
                    records.read([name])

    def test_manager_cannot_read_by_a_dotted_way(self):
        line = self.order.order_line.with_user(self.manager)
        with self.assertRaises(AccessError):
            line.mapped("product_id.standard_price")
        with self.assertRaises(AccessError):
            line.web_read({"product_id": {"fields": {"standard_price": {}}}})

    def test_manager_cannot_export(self):
        products, lines = self.cabernet.with_user(self.manager), self.order.order_line.with_user(self.manager)
        for export in (
            lambda: products.export_data(["name", "standard_price"]),
            lambda: lines.export_data(["name", "product_id/standard_price"]),
            lambda: lines.export_data(["name", "margin"]),
        ):
            with self.assertRaises(AccessError):
                export()

    def test_manager_cannot_group(self):
        for model, aggregate in GROUPED.items():
            records = self.env[model].with_user(self.manager)
            with self.subTest(model=model), self.assertRaises(AccessError):
                records.formatted_read_group([], [], [aggregate])
            with self.subTest(model=model), self.assertRaises(AccessError):
                records._read_group([], [], [aggregate])

    def test_manager_cannot_guess_by_searching_or_sorting(self):
        for model, name in (
            ("product.product", "standard_price"), ("product.template", "standard_price"),
            ("sale.order", "margin"), ("sale.order.line", "purchase_price"), ("sale.report", "margin"),
            ("torg.price.revision.line", "below_cost"),
        ):  # fmt: skip
            records = self.env[model].with_user(self.manager)
            with self.subTest(model=model), self.assertRaises(AccessError):
                records.search([(name, "!=", False)])
        with self.assertRaises(AccessError):
            self.env["sale.order.line"].with_user(self.manager).search([("product_id.standard_price", ">", 100)])
        with self.assertRaises(AccessError):
            self.env["sale.order"].with_user(self.manager).search([], order="margin desc")

    def test_manager_is_not_offered_the_fields(self):
        for model, names in CLOSED.items():
            offered = self.env[model].with_user(self.manager).fields_get()
            self.assertFalse(set(names) & set(offered), model)

    def test_manager_learns_no_purchase_price_from_suppliers(self):
        self.env["product.supplierinfo"].create(
            {"partner_id": self.shop.id, "product_tmpl_id": self.cabernet.product_tmpl_id.id, "price": 250.0}
        )
        suppliers = self.env["product.supplierinfo"]
        self.assertFalse(suppliers.with_user(self.manager).search([]))
        self.assertFalse(self.cabernet.product_tmpl_id.with_user(self.manager).seller_ids)
        self.assertTrue(suppliers.with_user(self.director).search([]))

    def test_rule_counted_from_the_cost_is_closed_and_still_gives_the_price(self):
        rule = self._create_rule(self.retail, compute_price="formula", base="standard_price", price_discount=-50)
        rules = self.env["product.pricelist.item"].with_user(self.manager)
        self.assertNotIn(rule, rules.search([("pricelist_id", "=", self.retail.id)]))
        with self.assertRaises(AccessError):
            rules.browse(rule.id).read(["price_discount"])
        quote = self.cabernet.with_user(self.manager)._get_customer_prices(self.passer_by)[self.cabernet.id]
        self.assertEqual(quote.price, 450.0)
        price = self.retail.with_user(self.manager)._get_product_price(self.cabernet.with_user(self.manager), 1.0)
        self.assertEqual(price, 450.0)

    def test_director_sees_all_of_it(self):
        self.assertEqual(self.cabernet.with_user(self.director).standard_price, 300.0)
        line = self.order.order_line.with_user(self.director)
        self.assertEqual((line.purchase_price, line.margin), (300.0, line.price_subtotal - 600.0))
        self.assertTrue(self.env["sale.report"].with_user(self.director).formatted_read_group([], [], ["margin:sum"]))
        self.assertEqual(self.revision.line_ids.with_user(self.director).cost, 300.0)

    # === NOTHING IS BROKEN === #

    def test_manager_sells_and_the_margin_is_kept(self):
        with Form(self.env["sale.order"].with_user(self.manager)) as form:
            form.partner_id = self.passer_by
            with form.order_line.new() as line:
                line.product_id = self.cabernet
                line.product_uom_qty = 3
        order = form.record
        order.action_confirm()
        self.assertEqual(order.sudo().order_line.purchase_price, 300.0)
        self.assertEqual(order.sudo().margin, order.amount_untaxed - 900.0)
        copy = order.copy()
        self.assertEqual(copy.sudo().order_line.purchase_price, 300.0)

    def test_manager_opens_every_screen(self):
        for model, view_types in (
            ("product.product", ("form", "list", "kanban", "search")),
            ("product.template", ("form", "list", "kanban", "search")),
            ("sale.order", ("form", "list", "kanban", "pivot", "graph", "search")),
            ("sale.order.line", ("list",)),
            ("sale.report", ("pivot", "graph", "search")),
            ("stock.quant", ("list",)),
            ("stock.move", ("list", "form")),
            ("product.pricelist", ("form", "list")),
            ("torg.price.revision", ("form", "list", "search")),
            ("torg.price.revision.line", ("list", "search")),
        ):
            for view_type in view_types:
                views = self.env[model].with_user(self.manager).get_views([(False, view_type)])
                arch = views["views"][view_type]["arch"]
                for name in CLOSED.get(model, ()):
                    self.assertNotIn(f'name="{name}"', arch, f"{model} {view_type}")

    def test_warehouse_worker_moves_goods_without_seeing_their_value(self):
        worker = new_test_user(self.env, login="torg_worker", groups="stock.group_stock_user")
        self.assertFalse(worker.has_group("torg_pricelist.group_see_cost"))
        receipt = self._create_receipt(worker, 10)
        receipt.move_ids.quantity = 4
        receipt.move_ids.picked = True
        receipt.with_context(skip_backorder=True)._action_done()
        self.assertEqual(receipt.backorder_ids.move_ids.product_uom_qty, 6)
        self.assertEqual(receipt.move_ids.sudo().value, 1200.0)
        delivery = self.order.picking_ids.with_user(worker)
        delivery.move_ids.quantity = 2
        delivery.move_ids.picked = True
        delivery._action_done()
        self.assertEqual(delivery.move_ids.sudo().value, 600.0)
        with self.assertRaises(AccessError):
            delivery.move_ids.read(["value"])

    def _create_receipt(self, worker, quantity):
        picking_type = self.warehouse.in_type_id
        receipt = self.env["stock.picking"].with_user(worker).create(
            {
                "picking_type_id": picking_type.id,
                "location_id": self.env.ref("stock.stock_location_suppliers").id,
                "location_dest_id": self.warehouse.lot_stock_id.id,
                "move_ids": [
                    (0, 0, {
                        "product_id": self.cabernet.id, "product_uom_qty": quantity,
                        "location_id": self.env.ref("stock.stock_location_suppliers").id,
                        "location_dest_id": self.warehouse.lot_stock_id.id,
                    })
                ],
            }
        )  # fmt: skip
        receipt.action_confirm()
        return receipt

    def test_worker_counts_goods(self):
        worker = new_test_user(self.env, login="torg_counter", groups="stock.group_stock_user")
        quant = self.env["stock.quant"].with_user(worker).with_context(inventory_mode=True).create(
            {"product_id": self.cabernet.id, "location_id": self.warehouse.lot_stock_id.id, "inventory_quantity": 7}
        )  # fmt: skip
        quant.sudo().action_apply_inventory()
        self.assertEqual(self.cabernet.with_context(warehouse_id=self.warehouse.id).qty_available, 7)
