from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .common import OnecCase
from .goods import GoodsMixin


@tagged("post_install", "-at_install")
class TestGoodsAccess(GoodsMixin, OnecCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.set_up_goods()
        cls.admin = new_test_user(cls.env, "onec-goods-admin", groups="torg_base.group_integration_admin")
        cls.manager = new_test_user(cls.env, "onec-goods-manager", groups="torg_base.group_manager")
        cls.director = new_test_user(cls.env, "onec-goods-director", groups="torg_base.group_director")

    def make(self, model, key):
        return self.env[model].create({"endpoint_id": self.onec.id, "external_id": key, "name": f"{model} {key}"})

    def test_integration_administrator_maps_price_types_and_stores(self):
        mapping = self.make("torg.onec.price.type", "p").with_user(self.admin)
        mapping.action_create_price_list()
        self.assertEqual((mapping.target, mapping.owner), ("price_type", "external"))
        store = self.make("torg.onec.warehouse", "w").with_user(self.admin)
        store.action_create_store()
        self.assertEqual(store.stock_keeper, "external")
        self.assertIn(store.warehouse_id, self.env["stock.warehouse"].with_user(self.admin).search([]))
        self.assertIn(mapping.price_type_id, self.env["torg.price.type"].with_user(self.admin).search([]))

    def test_what_waits_is_applied_when_the_administrator_maps(self):
        self.load_rows([self.price_row(0, 10, "p")], section="offers")
        mapping = self.env["torg.onec.price.type"].search([("external_id", "=", "p")]).with_user(self.admin)
        mapping.action_create_price_list()
        self.finish(self.env["torg.onec.run"].search([("state", "=", "waiting")]))
        self.assertEqual(self.prices(mapping.sudo())[0], 10)

    def test_choosing_a_store_or_a_price_type_is_enough(self):
        store = self.env["stock.warehouse"]._create_stores([{"name": "Chosen"}])
        mapping = self.make("torg.onec.warehouse", "w").with_user(self.admin)
        mapping.warehouse_id = store
        self.assertEqual((mapping.target, mapping.is_mapped), ("store", True))
        links = self.env["torg.exchange.link"]
        self.assertEqual(links._lookup(self.onec, "warehouse", [("w", "")]), {("w", ""): store.id})
        mapping.warehouse_id = False
        self.assertEqual(mapping.target, "unmapped")
        self.assertFalse(links._lookup(self.onec, "warehouse", [("w", "")]))

    def test_administrator_invents_no_names_of_1c(self):
        with self.assertRaises(AccessError):
            self.env["torg.onec.warehouse"].with_user(self.admin).create(
                {"endpoint_id": self.onec.id, "external_id": "x"}
            )

    def test_others_see_no_mappings_and_no_decisions(self):
        for model in ("torg.onec.price.type", "torg.onec.warehouse", "torg.onec.approval", "torg.onec.price.gone"):
            for user in (self.manager, self.director):
                with self.assertRaises(AccessError, msg=f"{model} {user.login}"):
                    self.env[model].with_user(user).search([])

    def test_manager_cannot_map_nor_decide(self):
        mapping = self.make("torg.onec.price.type", "p")
        with self.assertRaises(AccessError):
            mapping.with_user(self.manager).action_ignore()
        run = self.load_rows([], section="offers")
        approval = self.env["torg.onec.approval"]._ask(run, "prices", [])
        with self.assertRaises(AccessError):
            approval.with_user(self.manager).action_approve()
        approval.with_user(self.admin).action_refuse()
        self.assertEqual((approval.state, approval.decided_by), ("refused", self.admin))
