from odoo.tests import TransactionCase

from odoo.addons.torg_base.tests.common import RolesMixin


class StoreMixin:
    """Two stores with coordinates, a product with ten pieces in the first and four in the second."""

    @classmethod
    def _setup_stores(cls):
        cls.near, cls.far = cls.stores = cls._create_stores(
            {"name": "Near store", "latitude": 55.7558, "longitude": 37.6173},
            {"name": "Far store", "latitude": 59.9386, "longitude": 30.3141},
        )
        cls.product = cls._create_product("Rum")
        cls._put(cls.near, cls.product, 10)
        cls._put(cls.far, cls.product, 4)

    @classmethod
    def _create_stores(cls, *vals_list, **common):
        return cls.env["stock.warehouse"]._create_stores([vals | common for vals in vals_list])

    @classmethod
    def _create_product(cls, name, **vals):
        return cls.env["product.product"].create(
            {"name": name, "type": "consu", "is_storable": True, "list_price": 100, **vals}
        )

    @classmethod
    def _put(cls, store, product, quantity):
        cls.env["stock.quant"]._update_available_quantity(product, store.lot_stock_id, quantity)


class StoreCommon(StoreMixin, RolesMixin, TransactionCase):
    """Roles, stores, a product in them and a customer; texts in English."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("en_US")  # texts are compared as they stand in the code
        cls.env = cls.env(context=dict(cls.env.context, lang="en_US"))
        cls._setup_roles()
        cls._setup_stores()
        cls.customers = cls.env.ref("stock.stock_location_customers")
        cls.customer = cls.env["res.partner"].create({"name": "Test customer"})

    def _free(self, product, store=None):
        store = store or self.near
        return product._get_point_availability(store)[product.id][store.id].free

    def _count_queries(self, verb):
        """Return how many queries `verb()` takes with empty caches."""
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        verb()
        return self.env.cr.sql_log_count - before
