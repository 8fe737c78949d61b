from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import StoreCommon


@tagged("post_install", "-at_install")
class TestStoreAccess(StoreCommon):
    """Who sees which store and who may change it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.store_staff.store_ids = cls.near
        cls.env["torg.store.exception"].create(
            [{"warehouse_id": store.id, "date_from": "2026-11-02"} for store in cls.stores]
        )

    def _seen(self, user):
        return self.env["stock.warehouse"].with_user(user).search([("id", "in", self.stores.ids)])

    def test_store_staff_see_only_the_stores_where_they_work(self):
        self.assertEqual(self._seen(self.store_staff), self.near)
        with self.assertRaises(AccessError):
            self.far.with_user(self.store_staff).read(["phone"])

    def test_store_staff_follow_a_change_of_store_at_once(self):
        self._seen(self.store_staff)
        self.store_staff.store_ids = self.far
        self.assertEqual(self._seen(self.store_staff), self.far)

    def test_store_staff_without_a_store_see_none(self):
        self.store_staff.store_ids = False
        self.assertFalse(self._seen(self.store_staff))

    def test_store_staff_see_special_days_of_their_store_only(self):
        exceptions = self.env["torg.store.exception"].with_user(self.store_staff).search([])
        self.assertEqual(exceptions.warehouse_id, self.near)

    def test_everybody_else_sees_all_stores(self):
        people = (self.manager, self.supervisor, self.director, self.courier, self.integration_admin, self.stranger)
        for user in people:
            with self.subTest(user=user.login):
                self.assertEqual(self._seen(user), self.stores)
                self._seen(user).mapped("opening_text")

    def test_manager_who_also_works_in_a_store_sees_all(self):
        self.store_staff.group_ids = [Command.link(self.env.ref("torg_base.group_manager").id)]
        self.assertEqual(self._seen(self.store_staff), self.stores)

    def test_director_opens_changes_and_archives_a_store(self):
        env = self.env(user=self.director)
        stores = env["stock.warehouse"]._create_stores([{"name": "New", "street": "Arbat, 1"}, {"name": "Other"}])
        self.assertEqual(stores.env.user, self.director)
        self.assertFalse(stores.env.su)
        stores[0].write({"name": "Renamed", "code": "RNM", "pickup_allowed": True})
        stores[0].exception_ids = [Command.create({"date_from": "2027-01-01"})]
        stores[0].opening_hours = env["resource.calendar"].create({"name": "Daily"})
        stores[1].active = False
        self.assertEqual(stores[0].lot_stock_id.location_id.name, "RNM")

    def test_nobody_else_changes_or_opens_a_store(self):
        people = (self.manager, self.supervisor, self.store_staff, self.courier, self.integration_admin, self.stranger)
        for user in people:
            with self.subTest(user=user.login):
                with self.assertRaises(AccessError):
                    self.near.with_user(user).shortage_policy = "accept"
                with self.assertRaises(AccessError):
                    self.env["stock.warehouse"].with_user(user).create({"name": "Mine", "code": "MINE"})
                with self.assertRaises(AccessError):
                    self.env["torg.store.exception"].with_user(user).create({"warehouse_id": self.near.id})

    def test_stores_of_another_company_are_out_of_reach(self):
        company = self.env["res.company"].create({"name": "Other company"})
        foreign = self.env["stock.warehouse"].sudo().search([("company_id", "=", company.id)])
        self.env["torg.store.exception"].create({"warehouse_id": foreign.id, "date_from": "2026-11-02"})
        env = self.env(user=self.director)
        self.assertFalse(env["stock.warehouse"].search([("id", "=", foreign.id)]))
        self.assertFalse(env["torg.store.exception"].search([("warehouse_id", "=", foreign.id)]))
