from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .shortage import ShortageCommon


@tagged("post_install", "-at_install")
class TestShortageAccess(ShortageCommon):
    """Who sees shortages, and who acts on them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.stock_manager = new_test_user(cls.env, login="torg_stock_manager", groups="stock.group_stock_manager")
        cls.deciders = (cls.director, cls.stock_manager)
        cls.others = (cls.manager, cls.supervisor, cls.store_staff, cls.courier, cls.integration_admin, cls.stranger)
        cls.store_staff.store_ids = cls.third
        for store in (cls.third, cls.far):
            cls._minimum(store, cls.product, 20)

    def test_managers_read_the_matrix(self):
        for user in (self.manager, self.supervisor, *self.deciders):
            with self.subTest(user=user.login):
                answer = self._search(user)
                self.assertEqual(answer["positions"], 2)
                self.assertTrue(answer["transfers"][self.product.id])

    def test_store_staff_see_only_their_own_store(self):
        answer = self._search(self.store_staff)
        self.assertEqual([store["id"] for store in answer["stores"]], self.third.ids)
        self.assertEqual((answer["positions"], list(answer["cells"][self.product.id])), (1, self.third.ids))
        self.assertFalse(self._search(self.store_staff, store_ids=self.far.ids)["stores"])
        rules = self.env["stock.warehouse.orderpoint"].with_user(self.store_staff).search([])
        self.assertEqual(rules.warehouse_id, self.third)

    def test_strangers_and_couriers_see_nothing(self):
        for user in (self.stranger, self.courier, self.integration_admin):
            goods = self.goods.with_user(user)
            for ask in (goods.search_shortage, goods.get_shortage_filters, goods.export_shortage):
                with self.subTest(user=user.login, verb=ask.__name__), self.assertRaises(AccessError):
                    ask()

    def test_only_deciders_move_goods(self):
        for user in self.others:
            stores = self.env["stock.warehouse"].with_user(user)
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                stores.create_shortage_transfers(self.product.ids)
        for user in self.deciders:
            with self.subTest(user=user.login):
                filters = self.goods.with_user(user).get_shortage_filters()
                self.assertTrue(filters["can_transfer"] and filters["can_plan"])
        made = self.env["stock.warehouse"].with_user(self.stock_manager).create_shortage_transfers(self.product.ids)
        self.assertTrue(made["pickings"])

    def test_only_deciders_make_minimums(self):
        for user in self.others:
            with self.subTest(user=user.login):
                with self.assertRaises(AccessError):
                    self.env["torg.minimum"].with_user(user).create({})
                with self.assertRaises(AccessError):
                    self.env["stock.warehouse.orderpoint"].with_user(user).create({"product_id": self.product.id})
        for user in self.deciders:
            with self.subTest(user=user.login):
                rule = self.env["torg.minimum"].with_user(user).create({"least": 1})
                rule.action_preview()
                rule.action_apply()

    def test_purchase_proposals_are_closed_to_those_who_only_sell(self):
        proposal = self.env["torg.purchase.proposal"].create({"partner_id": self.customer.id})
        for user in self.others:
            proposals = self.env["torg.purchase.proposal"].with_user(user)
            for attempt in (
                lambda proposals=proposals: proposals.search([]),
                lambda proposals=proposals: proposals._make(),
                lambda proposals=proposals: proposals._read_group([], [], ["amount_total:sum"]),
                lambda proposals=proposals: proposal.with_user(proposals.env.user).read(["amount_total"]),
            ):
                with self.subTest(user=user.login), self.assertRaises(AccessError):
                    attempt()
        for user in self.deciders:
            with self.subTest(user=user.login):
                self.assertIn(proposal, self.env["torg.purchase.proposal"].with_user(user).search([]))

    def test_stock_manager_counts_what_to_buy_with_the_prices_of_suppliers(self):
        self.env["product.supplierinfo"].create(
            {"partner_id": self.customer.id, "product_tmpl_id": self.product.product_tmpl_id.id, "price": 70}
        )
        for user in self.deciders:
            with self.subTest(user=user.login):
                line = self.env["torg.purchase.proposal"].with_user(user)._make(self.customer).line_ids
                self.assertEqual(line.price, 70)

    def test_supplies_are_closed_to_those_who_only_sell(self):
        for user in self.others:
            with self.subTest(user=user.login):
                with self.assertRaises(AccessError):
                    self.env["torg.supply.receipt"].with_user(user).search([])
                with self.assertRaises(AccessError):
                    self.customer.with_user(user).read(["supply_late_days"])

    def test_requests_of_other_stores_are_not_shown_to_store_staff(self):
        requests = self.env["torg.transfer.request"]
        mine = requests.create({"source_id": self.near.id, "target_id": self.third.id})
        requests.create({"source_id": self.near.id, "target_id": self.far.id})
        self.assertEqual(requests.with_user(self.store_staff).search([]), mine)
        self.assertEqual(len(requests.with_user(self.manager).search([])), 2)
        for user in (self.stranger, self.courier):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                requests.with_user(user).search([])
        with self.assertRaises(AccessError):
            mine.with_user(self.manager).action_refuse()
