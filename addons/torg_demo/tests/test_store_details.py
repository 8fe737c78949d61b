from odoo.tests import tagged

from .common import DemoCase


@tagged("post_install", "-at_install")
class TestStoreDetails(DemoCase):
    def test_every_store_is_open_by_its_hours_and_stands_on_the_map(self):
        for store in self.get_demo_records("stock.warehouse"):
            self.assertTrue(store.opening_hours and store.phone)
            self.assertAlmostEqual(store.latitude, 60, delta=1)
            self.assertAlmostEqual(store.longitude, 30, delta=2)

    def test_customers_collect_in_stores_but_not_in_the_central_warehouse(self):
        stores = self.get_demo_records("stock.warehouse")
        self.assertEqual(stores.filtered("pickup_allowed"), stores - self.get_demo("store_central"))

    def test_store_staff_belongs_to_its_stores(self):
        natalia = self.get_demo("user_natalia")
        self.assertEqual(
            natalia.store_ids,
            self.get_demo("store_sadovaya") + self.get_demo("store_vasilevsky") + self.get_demo("store_petrogradka"),
        )

    def test_hours_that_a_person_changed_stay(self):
        store, other = self.get_demo("store_sadovaya"), self.get_demo("store_vyborg")
        store.write({"opening_hours": other.opening_hours.id, "phone": "+7 812 555-00-00"})
        self.demo._load()
        self.assertEqual(store.opening_hours, other.opening_hours)
        self.assertEqual(store.phone, "+7 812 555-00-00")
