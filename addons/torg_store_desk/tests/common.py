from odoo.addons.torg_sale.tests.common import OrderCommon

KEY = "11111111-2222-3333-4444-555555555555"
OTHER_KEY = "99999999-2222-3333-4444-555555555555"


class StoreDeskCommon(OrderCommon):
    """The staff of the near store at its counter, gin besides rum there, and orders agreed with their customers."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.store_staff.store_ids = cls.near
        cls.colleague = cls._create_role_user("colleague", "store_staff", store_ids=[(4, cls.near.id)])
        cls.outsider = cls._create_role_user("outsider", "store_staff", store_ids=[(4, cls.far.id)])
        cls.gin = cls._create_product("Gin", list_price=120, taxes_id=False, barcode="4600000000017")
        cls._put(cls.near, cls.gin, 5)
        cls.env["torg.product.substitute"].create({"product_id": cls.product.id, "substitute_id": cls.gin.id})
        cls.customer.phone = "+7 916 123-45-67"

    def _desk(self, user=None):
        return self.env["torg.store.desk"].with_user(user or self.store_staff)

    def _make_agreed(self, quantity=2, **values):
        """Return an order of rum whose goods the near store has promised."""
        order = self._make_order(quantity=quantity, **values)
        self._move(order, "agreed")
        self._commit()
        return order

    def _add_gin(self, order, quantity=1):
        order.order_line = [
            (0, 0, {"product_id": self.gin.id, "product_uom_qty": quantity, "price_unit": 120, "tax_ids": []})
        ]
        return order.order_line[-1]

    def _make_ready(self, quantity=2, **values):
        order = self._make_agreed(quantity, **values)
        for line in order.order_line:
            self._desk().pick(order.id, line.id, line.product_uom_qty)
        self._commit()
        return order

    def _pay(self, order, key=KEY, method="cash"):
        return self._desk().take_payment(order.id, order._get_amount_due(), method, key)
