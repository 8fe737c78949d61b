import json

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from odoo.addons.torg_sale.exceptions import StageRefusal
from odoo.addons.torg_sale.tests.common import OrderCommon

MOST = 40  # queries of the whole card, however many orders there are


@tagged("post_install", "-at_install")
class TestCustomerCard(OrderCommon):
    """A customer with a delivered order of a colleague: four pieces at 100, 150 of 400 paid."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.foreign = cls._make_order(quantity=4, user=cls.other_manager)
        cls.foreign.team_id = cls.other_team
        cls.foreign._move_to_stage(cls.stages["agreed"], "system")
        cls.foreign._hand_over()
        cls.foreign._register_payment(150, "till", method="cash")

    def _card(self, user=None):
        partner = self.env["res.partner"].with_user(user or self.manager)
        return partner.get_customer_card(self.customer.id)

    def _facts(self, user=None):
        return {fact["code"]: fact for fact in self._card(user)["facts"]}

    def _rows(self, code, user=None):
        return {part["code"]: part["rows"] for part in self._card(user)["sections"]}[code]

    def test_manager_on_the_line_sees_a_colleagues_order_and_does_not_open_it(self):
        mine = self._make_order(quantity=1)
        rows = {row["title"]: row for row in self._rows("orders")}
        self.assertFalse(rows[self.foreign.name]["action"])
        self.assertEqual(rows[self.foreign.name]["value"], 400)
        self.assertEqual(rows[self.foreign.name]["badge"]["text"], self.foreign.stage_id.name)
        self.assertEqual(rows[mine.name]["action"]["res_id"], mine.id)

    def test_orders_of_another_customer_are_not_there(self):
        other = self._make_order(partner_id=self.env["res.partner"].create({"name": "Other"}).id)
        self.assertNotIn(other.name, [row["title"] for row in self._rows("orders")])

    def test_a_request_without_goods_is_no_purchase(self):
        self.customer.phone = "+7 916 123-45-67"
        request = self.env["sale.order"]._make_request(phone="+7 916 123-45-67", text="Call me")
        self.assertEqual(request.partner_id, self.customer)
        self.assertNotIn(request.name, [row["title"] for row in self._rows("orders")])

    def test_order_of_the_site_says_so(self):
        order = self._make_order()
        order._keep_baseline("api")
        self.assertIn("Site · Near store", self._rows("orders")[0]["hint"])

    def test_days_are_those_of_the_readers_clock(self):
        self.manager.tz = "Europe/Moscow"
        self.foreign.date_order = "2026-03-10 22:30:00"  # half past one of the next day in Moscow
        self.assertIn("03/11/2026", self._rows("orders")[0]["hint"])
        self.assertIn("03/11/2026", self._rows("goods")[0]["hint"])

    def test_usual_goods_come_by_the_number_of_orders(self):
        gin = self._create_product("Gin")
        self._put(self.near, gin, 5)
        for _number in range(2):
            self._move(self._make_order(product=gin, quantity=1), "agreed")
        self.assertEqual([row["title"] for row in self._rows("goods")], ["Gin", "Rum"])
        self.assertIn("Orders: 2", self._rows("goods")[0]["hint"])

    def test_money_of_all_orders_is_told_as_sums(self):
        facts = self._facts()
        self.assertEqual((facts["debt"]["value"], facts["debt"]["level"]), (250, "danger"))
        self.assertEqual(facts["average_bill"]["value"], 400)
        self.assertNotIn("returns", facts)
        self.foreign._register_return({self.foreign.order_line: 1}, "desk")
        facts = self._facts()
        self.assertEqual(facts["returns"]["value"], 100)
        self.assertEqual(facts["debt"]["value"], 150)
        self.assertEqual(facts["average_bill"]["value"], 300)

    def test_paid_orders_are_no_debt(self):
        self.foreign._register_payment(250, "till")
        self.assertNotIn("debt", self._facts())

    def test_repeat_makes_an_order_at_todays_price_and_notes_what_is_not_there(self):
        self.product.list_price = 130
        self.foreign._register_payment(250, "till")
        wide = self._make_order(quantity=40)
        partner = self.env["res.partner"].with_user(self.manager)
        order = self.env["sale.order"].browse(partner.repeat_order(self.customer.id, wide.id)["res_id"])
        self.assertEqual((order.user_id, order.state, order.partner_id), (self.manager, "draft", self.customer))
        self.assertEqual((order.order_line.product_uom_qty, order.order_line.price_unit), (40, 130))
        self.assertTrue(any("Rum (6 of 40)" in (body or "") for body in order.message_ids.mapped("body")))

    def test_colleagues_order_is_repeated_without_opening_it(self):
        partner = self.env["res.partner"].with_user(self.manager)
        action = partner.repeat_order(self.customer.id, self.foreign.id)
        order = self.env["sale.order"].browse(action["res_id"])
        self.assertEqual((order.user_id, order.order_line.product_uom_qty), (self.manager, 4))

    def test_repeated_order_goes_to_the_address_that_was_put_right(self):
        old = self.customer._find_or_make_address("Wrong street 1")
        order = self._make_order(partner_shipping_id=old.id)
        new = old._change_address({"street": "Right street 1"})
        self.assertFalse(old.active)
        self.assertEqual(order.with_user(self.manager)._repeat().partner_shipping_id, new)

    def test_repeated_order_is_not_picked_up_where_nothing_is_handed_out_any_more(self):
        service = self.env["product.product"].create({"name": "Pickup", "type": "service"})
        counter = self.env["delivery.carrier"].create(
            {"name": "Counter", "product_id": service.id, "delivery_type": "fixed", "is_pickup": True}
        )
        (self.near | self.far).pickup_allowed = True
        order = self._make_order(store=self.far, carrier_id=counter.id)
        self.assertEqual(order.with_user(self.manager)._repeat().warehouse_id, self.far)
        self.far.pickup_allowed = False
        self.assertNotEqual(order.with_user(self.manager)._repeat().warehouse_id, self.far)

    def test_goods_that_are_no_longer_sold_are_left_out(self):
        self.product.sale_ok = False
        with self.assertRaises(StageRefusal):
            self.foreign.with_user(self.manager)._repeat()

    def test_order_of_another_customer_is_not_repeated(self):
        other = self._make_order(partner_id=self.env["res.partner"].create({"name": "Other"}).id)
        with self.assertRaises(StageRefusal):
            self.env["res.partner"].with_user(self.manager).repeat_order(self.customer.id, other.id)

    def test_note_is_added_from_the_card(self):
        self.env["res.partner"].with_user(self.manager).add_customer_note(self.customer.id, "<b>Dog</b> at the door")
        [note] = self._rows("notes", self.other_manager)
        self.assertEqual(note["title"], "<b>Dog</b> at the door")
        self.assertIn(self.manager.name, note["hint"])

    def test_empty_note_is_refused(self):
        with self.assertRaises(UserError):
            self.env["res.partner"].with_user(self.manager).add_customer_note(self.customer.id, "  ")

    def test_people_without_orders_see_no_purchases(self):
        for person in (self.store_staff, self.courier):
            card = self._card(person)
            self.assertFalse({"orders", "goods"} & {part["code"] for part in card["sections"]})
            self.assertFalse({"debt", "average_bill"} & {fact["code"] for fact in card["facts"]})
            with self.assertRaises(AccessError):
                self.env["res.partner"].with_user(person).repeat_order(self.customer.id, self.foreign.id)

    def test_client_of_the_portal_gets_nothing(self):
        client = new_test_user(self.env, "test_card_client", groups="base.group_portal")
        with self.assertRaises(AccessError):
            self._card(client)
        with self.assertRaises(AccessError):
            self.env["res.partner"].with_user(client).add_customer_note(self.customer.id, "Hello")

    def test_card_opens_from_the_order(self):
        action = self.foreign.with_user(self.other_manager).action_open_customer_card()
        self.assertEqual(action["params"], {"partner_id": self.customer.id})

    def test_card_is_plain_values_and_takes_as_many_queries_with_many_orders(self):
        self._card()
        few = self._count_queries(self._card)
        for _number in range(12):
            self._make_order(quantity=1)
        self.env.flush_all()
        many = self._count_queries(self._card)
        self.assertLessEqual(many, few + 2)
        self.assertLessEqual(many, MOST)
        card = self._card()
        self.assertEqual(json.loads(json.dumps(card)), card)
