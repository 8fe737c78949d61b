from odoo import api
from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .common import RolesCommon


@tagged("post_install", "-at_install")
class TestStockForecast(RolesCommon):
    """Managers do not see each other's deliveries, yet all of them see the same sums."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.own = cls._create_order(cls.manager, cls.team)
        cls.foreign = cls._create_order(cls.other_manager, cls.other_team, partner_id=cls._create_rival().id)
        (cls.own + cls.foreign).action_confirm()
        cls.foreign_quotation = cls._create_order(cls.other_manager, cls.other_team)

    @classmethod
    def _create_rival(cls):
        return cls.env["res.partner"].create({"name": "Secret customer"})

    def _get_report(self, user):
        report = self.env["stock.forecasted_product_product"].with_user(user)
        return report.with_context(warehouse_id=self.warehouse.id).get_report_values(self.product.ids)["docs"]

    def test_forecast_counts_deliveries_of_everybody(self):
        for user in (self.manager, self.other_manager, self.director, self.store_staff):
            product = self.product.with_user(user).with_context(warehouse_id=self.warehouse.id)
            product.invalidate_recordset()
            self.assertEqual((product.qty_available, product.free_qty, product.virtual_available), (10, 6, 6))

    def test_forecast_report_names_only_own_orders(self):
        report = self._get_report(self.manager)
        quantities = [line["quantity"] for line in report["lines"] if line["document_out"]]
        self.assertEqual(quantities, [2, 2], "both deliveries are counted")
        self.assertIn(self.own.name, str(report))
        for secret in (
            self.foreign.name,
            "Secret customer",
            self.foreign.picking_ids.name,
            self.foreign_quotation.name,
        ):
            self.assertNotIn(secret, str(report))

    def test_forecast_report_names_everything_for_the_director(self):
        report = str(self._get_report(self.director))
        for name in (self.own.name, self.foreign.name, "Secret customer", self.foreign_quotation.name):
            self.assertIn(name, report)

    def test_forecast_is_the_same_where_the_system_asks_as_nobody(self):
        """So are fields computed in a transaction that no user began."""
        product = self.product.with_env(api.Environment(self.cr, None, {}, su=True)).with_context(
            warehouse_id=self.warehouse.id
        )
        product.invalidate_recordset()
        self.assertEqual((product.qty_available, product.free_qty, product.virtual_available), (10, 6, 6))

    def test_who_has_no_stock_in_core_gets_none_here(self):
        portal = new_test_user(self.env, "torg_portal", groups="base.group_portal")
        with self.assertRaises(AccessError):
            self.product.with_user(portal).read(["qty_available"])
        for user in (portal, self.courier):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._get_report(user)

    def test_guessing_a_line_of_the_report_opens_nothing(self):
        with self.assertRaises(AccessError):
            self.foreign.picking_ids.move_ids.with_user(self.manager).read(["partner_id"])
