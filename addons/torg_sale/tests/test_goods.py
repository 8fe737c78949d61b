from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.torg_sale.exceptions import StageRefusal
from odoo.addons.torg_sale.tests.common import OrderCommon
from odoo.addons.torg_stock.exceptions import StockRefusal


@tagged("post_install", "-at_install")
class TestGoods(OrderCommon):
    def _read(self, order, user=None):
        order = order.with_user(user or self.manager)
        return order.read_goods(order.order_line.product_id.ids, order.warehouse_id.id)

    # === WHAT EACH STORE HAS === #

    def test_chosen_store_is_first_and_figures_are_those_of_the_verb(self):
        order = self._make_order(store=self.far)
        answer = self._read(order)
        distances = [store["distance"] for store in answer["stores"][1:] if store["distance"] is not None]
        self.assertEqual(answer["stores"][0]["id"], self.far.id)
        self.assertIn(634.2, distances)
        self.assertEqual(distances, sorted(distances))
        self.assertTrue(answer["stores"][0]["is_near"])
        cells = answer["cells"][self.product.id]
        self.assertEqual((cells[self.far.id]["free"], cells[self.near.id]["free"]), (4, 10))
        self.assertTrue(all("opening" in store for store in answer["stores"]))

    def test_goods_reserved_for_the_order_itself_are_its_own(self):
        order = self._make_order(quantity=3)
        self.assertEqual(self._read(order)["own"], {})
        self._move(order, "agreed")
        answer = self._read(order)
        self.assertEqual(
            (answer["own"], answer["cells"][self.product.id][self.near.id]["free"]), ({self.product.id: 3}, 7)
        )

    def test_goods_held_for_a_quotation_are_its_own_too(self):
        order = self._make_order(quantity=2)
        order._hold_goods()
        self.assertEqual(self._read(order)["own"], {self.product.id: 2})

    def test_order_that_is_not_saved_yet_asks_too(self):
        orders = self.env(user=self.manager)["sale.order"]
        answer = orders.read_goods(self.product.ids, self.near.id)
        self.assertEqual(answer["cells"][self.product.id][self.near.id]["free"], 10)
        self.assertEqual(answer["own"], {})

    def test_stranger_learns_nothing(self):
        order = self._make_order()
        with self.assertRaises(AccessError):
            self._read(order, self.stranger)

    def test_queries_do_not_grow_with_lines_and_stores(self):
        stores = self.near + self.far
        stores += self._create_stores(*({"name": f"Store {n}", "latitude": 55 + n, "longitude": 37} for n in range(6)))
        goods = self.env["product.product"].union(*(self._create_product(f"Goods {n}") for n in range(50)))
        order = self._make_order()
        order.order_line = [Command.create({"product_id": one.id, "product_uom_qty": 1}) for one in goods[1:]]
        self.env.flush_all()
        order = order.with_user(self.manager)
        order.read_goods(goods.ids, self.near.id)
        few = self._count_queries(lambda: order.read_goods(goods[:1].ids, self.near.id))
        many = self._count_queries(lambda: order.read_goods(goods.ids, self.near.id))
        self.assertLessEqual(many - few, 2, (few, many))
        self.env.invalidate_all()
        with self.assertQueryCount(20):
            answer = order.read_goods(goods.ids, self.near.id)
        self.assertEqual(len(answer["products"]), 50)
        self.assertGreaterEqual(len(answer["stores"]), 8)
        self.env.invalidate_all()
        with self.assertQueryCount(40):
            choice = order.get_store_choice()
        self.assertGreaterEqual(len(choice["stores"]), 8)

    # === ANOTHER STORE === #

    def _choose(self, order):
        return {vals["id"]: vals for vals in order.with_user(self.manager).get_store_choice()["stores"]}

    def test_choice_says_who_has_all_of_the_order_and_what_is_missing(self):
        gin = self._create_product("Gin")
        self._put(self.far, gin, 1)
        order = self._make_order(quantity=4)
        order.order_line = [Command.create({"product_id": gin.id, "product_uom_qty": 1})]
        empty = self._create_stores({"name": "Empty store"})
        choice = self._choose(order)
        self.assertEqual([choice[store.id]["state"] for store in (self.near, self.far, empty)], ["part", "all", "none"])
        missing = {"id": gin.id, "name": "Gin", "asked": 1, "free": 0}
        self.assertEqual(choice[self.near.id]["missing"], [missing])
        self.assertEqual((choice[self.near.id]["has"], choice[self.near.id]["of"]), (1, 2))
        self.assertEqual(choice[self.far.id]["distance"], 634.2)

    def test_own_reservation_counts_for_the_present_store(self):
        order = self._make_order(quantity=10)
        self._move(order, "agreed")
        self.assertEqual(self._choose(order)[self.near.id]["state"], "all")

    def test_manager_changes_the_store_of_a_confirmed_order(self):
        order = self._make_order(quantity=2)
        self._move(order, "agreed")
        self._commit()
        order.with_user(self.manager).change_store(self.far.id)
        self._commit()
        self.assertEqual((order.warehouse_id, self._free(self.product)), (self.far, 10))
        row = order.journal_ids[0]
        self.assertEqual((row.store_from_id, row.store_to_id), (self.near, self.far))

    def test_store_that_refuses_names_the_others(self):
        self.far.shortage_policy = "refuse"
        order = self._make_order(quantity=5)
        self._move(order, "agreed")
        with self.assertRaisesRegex(StockRefusal, "There is some in"):
            order.with_user(self.manager).change_store(self.far.id)
        self.assertEqual(order.warehouse_id, self.near)

    def test_pickup_goes_only_to_stores_that_hand_out_orders(self):
        carrier = self.env["delivery.carrier"].create(
            {
                "name": "Pickup",
                "is_pickup": True,
                "product_id": self.env["product.product"].create({"name": "Pickup", "type": "service"}).id,
            }
        )
        self.near.pickup_allowed, self.far.pickup_allowed = True, False
        order = self._make_order(carrier_id=carrier.id)
        self.assertNotIn(self.far.id, self._choose(order))
        with self.assertRaisesRegex(StageRefusal, "does not hand out"):
            order.change_store(self.far.id)

    def test_foreign_order_keeps_its_store(self):
        order = self._make_order(user=self.other_manager, team_id=self.other_team.id)
        for call in (lambda one: one.change_store(self.far.id), lambda one: one.action_choose_store()):
            with self.assertRaises(AccessError):
                call(order.with_user(self.manager))
        self.assertEqual(order.warehouse_id, self.near)

    def test_handler_of_the_past_looks_but_does_not_change(self):
        order = self._make_order()
        self._commit()
        order.user_id = self.other_manager
        self._commit()
        self.assertTrue(self._choose(order))
        with self.assertRaises(AccessError):
            order.with_user(self.manager).change_store(self.far.id)
