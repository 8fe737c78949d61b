from odoo.tests import tagged

from odoo.addons.torg_sale.exceptions import StageRefusal

from .common import StoreDeskCommon


@tagged("post_install", "-at_install")
class TestCollect(StoreDeskCommon):
    def test_agreed_order_of_the_store_is_on_the_list_with_what_is_to_be_found(self):
        order = self._make_agreed(customer_note="No bag, please")
        [card] = [card for card in self._desk().get_desk()["collect"] if card["id"] == order.id]
        self.assertEqual((card["positions"], card["picked"], card["note"]), (1, 0, "No bag, please"))
        self.assertTrue(card["deadline"])
        [line] = self._desk().get_collect(order.id)["lines"]
        self.assertEqual((line["name"], line["asked"], line["picked"]), ("Rum", 2, 0))

    def test_quotation_is_not_collected(self):
        order = self._make_order()
        self.assertNotIn(order.id, [card["id"] for card in self._desk().get_desk()["collect"]])
        with self.assertRaises(StageRefusal):
            self._desk().take_order(order.id)

    def test_most_urgent_order_comes_first(self):
        late, soon = self._make_agreed(quantity=1), self._make_agreed(quantity=1)
        late.sudo().stage_deadline = "2030-01-02 10:00:00"
        soon.sudo().stage_deadline = "2030-01-01 10:00:00"
        ids = [card["id"] for card in self._desk().get_desk()["collect"]]
        self.assertLess(ids.index(soon.id), ids.index(late.id))

    def test_taking_an_order_names_its_collector_and_moves_it_on(self):
        order = self._make_agreed()
        sheet = self._desk().take_order(order.id)
        self.assertEqual((sheet["collector"], order.stage_id.code), (self.store_staff.name, "collecting"))

    def test_first_pieces_keep_the_promise_of_the_rest(self):
        order = self._make_agreed()
        self._desk().pick(order.id, order.order_line.id, 1)
        move = order.picking_ids.move_ids
        self.assertEqual((order.order_line.picked_qty, move.quantity, move.picked), (1, 2, False))
        self._commit()
        self.assertEqual(order.stage_id.code, "collecting")

    def test_last_line_makes_the_order_ready(self):
        order = self._make_order()
        gin = self._add_gin(order)
        self._move(order, "agreed")
        self._commit()
        self._desk().pick(order.id, order.order_line[0].id, 2)
        self._commit()
        self.assertEqual(order.stage_id.code, "collecting")
        sheet = self._desk().pick(order.id, gin.id, 1)
        self.assertTrue(sheet["is_ready"])
        self.assertEqual(order.picking_ids.move_ids.mapped("picked"), [True, True])

    def test_same_pick_told_twice_is_one(self):
        order = self._make_agreed()
        for _press in range(2):
            self._desk().pick(order.id, order.order_line.id, 1)
        self.assertEqual(order.order_line.picked_qty, 1)

    def test_no_more_is_put_aside_than_asked_for(self):
        order = self._make_agreed()
        with self.assertRaises(StageRefusal):
            self._desk().pick(order.id, order.order_line.id, 3)

    def test_what_was_put_aside_may_go_back_on_the_shelf(self):
        order = self._make_order()
        self._add_gin(order)
        self._move(order, "agreed")
        line = order.order_line[0]
        self._desk().pick(order.id, line.id, 2)
        self._desk().pick(order.id, line.id, 0)
        self.assertEqual((line.picked_qty, line.move_ids.picked), (0, False))

    def test_barcodes_of_the_product_and_of_its_packaging_count_their_pieces(self):
        pack = self.env["uom.uom"].create(
            {"name": "Box of 2", "relative_factor": 2, "relative_uom_id": self.product.uom_id.id}
        )
        self.product.barcode = "4600000000024"
        self.env["product.uom"].create({"product_id": self.product.id, "uom_id": pack.id, "barcode": "14600000000021"})
        order = self._make_agreed()
        [line] = self._desk().get_collect(order.id)["lines"]
        self.assertEqual(line["barcodes"], {"4600000000024": 1, "14600000000021": 2})

    def test_place_in_the_store_is_told(self):
        shelf = self.env["stock.location"].create({"name": "A-12", "location_id": self.near.lot_stock_id.id})
        port = self._create_product("Port")
        self.env["stock.quant"]._update_available_quantity(port, shelf, 3)
        order = self._make_agreed(product=port)
        self.assertEqual(self._desk().get_collect(order.id)["lines"][0]["place"], "A-12")

    def test_change_of_the_store_begins_anew(self):
        order = self._make_agreed()
        self._desk().pick(order.id, order.order_line.id, 1)
        order._change_store(self.far)
        self.assertEqual((order.collector_id.id, order.order_line.picked_qty), (False, 0))

    def test_order_that_was_ready_is_collected_again_in_another_store(self):
        order = self._make_ready()
        order.with_user(self.manager)._change_store(self.far)
        cards = self._desk(self.outsider).get_desk(self.far.id)
        self.assertEqual([card["id"] for card in cards["ready"]], [])
        self.assertEqual([card["id"] for card in cards["collect"]], [order.id])
        self.assertFalse(order.pickup_until)

    def test_goods_added_to_a_ready_order_are_to_be_collected(self):
        order = self._make_ready()
        self._add_gin(order.with_user(self.manager))
        self._commit()
        cards = self._desk().get_desk(self.near.id)
        self.assertEqual(
            [(card["id"], card["picked"], card["positions"]) for card in cards["collect"]], [(order.id, 1, 2)]
        )

    def test_longer_list_asks_the_database_no_more(self):
        self._make_ready(quantity=1)
        self._make_agreed(quantity=1)
        desk = self._desk()
        desk.get_desk()
        few = self._count_queries(desk.get_desk)
        for _order in range(3):
            self._make_ready(quantity=1)
            self._make_agreed(quantity=1)
        self.assertLessEqual(self._count_queries(desk.get_desk), few)
