from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.torg_sale.tests.common import OrderCommon


class EntryCommon(OrderCommon):
    """The short form as a manager uses it: two stores that hand out orders, an own courier."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.stores.pickup_allowed = True
        cls.env["delivery.carrier"].search([]).action_archive()
        fee = cls.env["product.product"].create({"name": "Delivery", "type": "service", "taxes_id": False})
        carrier = {"delivery_type": "fixed", "product_id": fee.id}
        cls.pickup = cls.env["delivery.carrier"].create({**carrier, "name": "Pickup", "is_pickup": True})
        cls.courier_way = cls.env["delivery.carrier"].create({**carrier, "name": "Courier", "fixed_price": 300})
        cls.orders = cls.env["sale.order"].with_user(cls.manager)

    def _lines(self, quantity=2, product=None):
        return [{"product_id": (product or self.product).id, "quantity": quantity}]

    def _values(self, **values):
        return {"partner_id": self.customer.id, "lines": self._lines(), "store_id": self.near.id, **values}

    def _save(self, confirm=False, **values):
        saved = self.orders.save_entry(self._values(**values), confirm)
        return self.env["sale.order"].browse(saved["id"])


@tagged("post_install", "-at_install")
class TestEntry(EntryCommon):
    def test_goods_are_found_with_the_customers_price_and_the_stores_stock(self):
        found = self.orders.find_entry_goods("rum", self.customer.id, self.far.id)["goods"]
        goods = next(row for row in found if row["id"] == self.product.id)
        self.assertEqual((goods["free"], goods["elsewhere"], goods["price"]), (4, 10, 100))

    def test_what_the_form_says_is_what_the_order_costs(self):
        tax = self.env["account.tax"].create(
            {"name": "10 %", "amount": 10, "type_tax_use": "sale", "price_include_override": "tax_excluded"}
        )
        other = self._create_product("Gin", list_price=33.33, taxes_id=[Command.set(tax.ids)])
        lines = [*self._lines(3), *self._lines(7, other)]
        checked = self.orders.check_entry(lines, self.customer.id, self.near.id)
        order = self._save(lines=lines)
        self.assertAlmostEqual(checked["total"], order.amount_total)

    def test_form_says_what_a_store_lacks_and_which_has_all(self):
        checked = self.orders.check_entry(self._lines(5), self.customer.id, self.far.id)
        self.assertTrue(checked["lines"][self.product.id]["is_missing"])
        self.assertEqual(checked["lines"][self.product.id]["free"], 4)
        self.assertEqual((checked["stores"][self.far.id], checked["stores"][self.near.id]), (1, 0))

    def test_saved_order_is_new_and_with_its_author(self):
        order = self._save(note="Call before")
        self.assertEqual((order.stage_id.code, order.user_id, order.state), ("new", self.manager, "draft"))
        self.assertEqual((order.warehouse_id, order.carrier_id), (self.near, self.pickup))
        self.assertEqual(order.customer_note, "Call before")
        self.assertEqual(order.order_line.product_uom_qty, 2)

    def test_order_is_confirmed_right_away_or_nothing_is_written(self):
        self.assertEqual(self._save(confirm=True).state, "sale")
        before = self.env["sale.order"].search_count([])
        with self.assertRaises(UserError):
            self._save(confirm=True, lines=self._lines(100))
        self.assertEqual(self.env["sale.order"].search_count([]), before)

    def test_delivery_has_its_cost_and_address(self):
        order = self._save(is_delivery=True, carrier_id=self.courier_way.id, address="Москва, Арбат, 1")
        self.assertEqual((order.carrier_id, order.partner_shipping_id.street), (self.courier_way, "Москва, Арбат, 1"))
        self.assertEqual(order.order_line.filtered("is_delivery").price_unit, 300)
        again = self._save(is_delivery=True, carrier_id=self.courier_way.id, address="Москва, Арбат, 1")
        self.assertEqual(again.partner_shipping_id, order.partner_shipping_id)

    def test_store_that_hands_out_nothing_is_refused_for_pickup(self):
        self.far.pickup_allowed = False
        with self.assertRaises(UserError):
            self._save(store_id=self.far.id)
        self._save(store_id=self.far.id, is_delivery=True)

    def test_form_without_customer_or_goods_is_refused(self):
        for values in ({"partner_id": False}, {"lines": []}, {"lines": self._lines(0)}, {"lines": self._lines(-1)}):
            with self.assertRaises(UserError):
                self._save(**values)

    def test_unknown_phone_becomes_a_customer_known_one_stays_the_same(self):
        made = self.orders.create_entry_customer("Иван", "8 916 123-45-67")
        again = self.orders.create_entry_customer("Ivan", "+79161234567")
        self.assertEqual(made["id"], again["id"])
        self.assertFalse(made["is_unverified"])
        with self.assertRaises(UserError):
            self.orders.create_entry_customer("", "8 916 123-45-67")

    def test_request_becomes_an_order_in_the_form(self):
        request = self.env["sale.order"]._make_request("8 916 123-45-67", text="Rum, please")
        entry = self.orders.get_entry(request.id)["order"]
        self.assertEqual((entry["text"], entry["phone"]), ("Rum, please", "+7 916 123-45-67"))
        order = self._save(order_id=request.id, partner_id=request.partner_id.id, note=entry["text"], confirm=True)
        self.assertEqual(order, request)
        self.assertEqual((order.state, order.user_id, order.is_request), ("sale", self.manager, False))
        self.assertEqual(order.customer_note, "Rum, please")
        with self.assertRaises(UserError):
            self._save(order_id=order.id)

    def test_ten_lines_are_checked_in_few_queries(self):
        goods = [self._create_product(f"Goods {number}") for number in range(10)]
        lines = [line for product in goods for line in self._lines(1, product)]
        few = self._count_queries(lambda: self.orders.check_entry(lines[:2], self.customer.id, self.near.id))
        many = self._count_queries(lambda: self.orders.check_entry(lines, self.customer.id, self.near.id))
        self.assertLessEqual(many, few + 3)


@tagged("post_install", "-at_install")
class TestEntryAccess(EntryCommon):
    def test_managers_and_supervisors_enter_orders(self):
        for person in (self.manager, self.supervisor, self.director):
            orders = self.env["sale.order"].with_user(person)
            self.assertTrue(orders.get_entry()["stores"])
            self.assertTrue(orders.save_entry(self._values())["id"])

    def test_store_staff_and_strangers_do_not(self):
        for person in (self.store_staff, self.courier, self.stranger):
            orders = self.env["sale.order"].with_user(person)
            for verb in (
                orders.get_entry,
                lambda orders=orders: orders.get_entry_customer(self.customer.id),
                lambda orders=orders: orders.find_entry_goods("rum"),
                lambda orders=orders: orders.check_entry(self._lines()),
                lambda orders=orders: orders.save_entry(self._values()),
                lambda orders=orders: orders.create_entry_customer("Ivan", "8 916 123-45-67"),
            ):
                with self.assertRaises(AccessError, msg=person.login):
                    verb()

    def test_foreign_request_is_not_turned_into_an_order(self):
        request = self.env["sale.order"]._make_request("8 916 123-45-67")
        request.user_id = self.other_manager
        with self.assertRaises(AccessError):
            self._save(order_id=request.id)

    def test_inquiries_are_read_with_their_order_and_written_by_nobody(self):
        request = self.env["sale.order"]._make_request("8 916 123-45-67")
        request.user_id = self.manager
        inquiries = request.inquiry_ids
        for person in (self.manager, self.director):
            self.assertTrue(inquiries.with_user(person).has_access("read"), person.login)
            for operation in ("write", "create", "unlink"):
                self.assertFalse(inquiries.with_user(person).has_access(operation), (person.login, operation))
        for person in (self.other_manager, self.stranger, self.store_staff, self.courier):
            self.assertFalse(inquiries.with_user(person).has_access("read"), person.login)
