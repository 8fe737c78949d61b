from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.torg_sale.exceptions import StageRefusal
from odoo.addons.torg_sale.tests.common import OrderCommon
from odoo.addons.torg_stock.exceptions import StockRefusal


@tagged("post_install", "-at_install")
class TestSubstitute(OrderCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.gin = cls._create_product("Gin", list_price=120, taxes_id=False)
        cls._put(cls.near, cls.gin, 5)
        cls.link = cls.env["torg.product.substitute"].create(
            {"product_id": cls.product.id, "substitute_id": cls.gin.id}
        )

    def _line(self, quantity=2, stage=None):
        order = self._make_order(quantity=quantity)
        if stage:
            self._move(order, stage)
        self._commit()
        return order.order_line.with_user(self.manager)

    def _replace(self, line, product=None, **values):
        return line._replace((product or self.gin).with_user(self.manager), **values)

    # === BEFORE AND AFTER THE CONFIRMATION === #

    def test_line_of_a_quotation_changes_its_product_and_price(self):
        line = self._line()
        self.assertEqual(self._replace(line), line)
        self.assertEqual((line.product_id, line.product_uom_qty, line.price_unit), (self.gin, 2, 120))
        self.assertEqual((line.replaced_product_id, line.replaced_quantity), (self.product, 2))
        self.assertEqual(self.link.accepted_count, 1)

    def test_confirmed_line_goes_to_zero_and_a_linked_one_takes_its_place(self):
        line = self._line(stage="agreed")
        new = self._replace(line)
        self.assertEqual((line.product_uom_qty, new.product_id, new.product_uom_qty), (0, self.gin, 2))
        self.assertEqual(new.replaced_line_id, line)
        self.assertEqual((self._free(self.product), self._free(self.gin)), (10, 3))
        self.assertEqual(new.order_id.amount_untaxed, 240)
        self.assertEqual(self.link.accepted_count, 1)

    def test_replacement_that_cannot_be_promised_changes_nothing(self):
        self.near.shortage_policy = "refuse"
        line = self._line(quantity=6, stage="agreed")
        with self.assertRaises(StockRefusal):
            self._replace(line)
        self.assertEqual((line.product_uom_qty, line.order_id.order_line), (6, line))
        self.assertEqual((self._free(self.product), self._free(self.gin)), (4, 5))
        self.assertEqual(self.link.accepted_count, 0)

    def test_part_that_the_store_has_stays_and_the_other_part_is_replaced(self):
        line = self._line(quantity=4, stage="agreed")
        new = self._replace(line, kept=3, forced=True)
        self.assertEqual((line.product_uom_qty, new.product_uom_qty, new.replaced_quantity), (3, 1, 1))
        self.assertEqual((self._free(self.product), self._free(self.gin)), (7, 4))

    def test_what_is_shipped_stays_and_the_rest_is_replaced(self):
        line = self._line(quantity=4, stage="agreed")
        line.order_id.sudo()._register_shipment({line.sudo(): 1}, "1c", "R-1")
        new = self._replace(line)
        self.assertEqual((line.product_uom_qty, new.product_uom_qty, new.replaced_quantity), (1, 3, 3))
        self.assertEqual(self._free(self.product), 9)
        self._commit()
        self.assertIn("Rum × 3 → Gin × 3 (substitute)", line.order_id.journal_ids[0].text)

    def test_second_replacement_remembers_the_first_product(self):
        vodka = self._create_product("Vodka", list_price=90)
        self._put(self.near, vodka, 9)
        line = self._line(stage="agreed")
        last = self._replace(self._replace(line, forced=True), vodka)
        self.assertEqual((last.replaced_product_id, last.replaced_quantity), (self.product, 2))
        self.assertTrue(last.replaced_is_forced)
        self.assertEqual(last.order_id._get_shown_lines(), last)

    def test_hold_of_a_quotation_goes_over_to_the_substitute(self):
        order = self._make_order(quantity=2)
        order._hold_goods()
        self._replace(order.order_line.with_user(self.manager))
        self.assertEqual((self._free(self.product), self._free(self.gin)), (10, 3))

    def test_order_that_is_over_keeps_its_goods(self):
        line = self._line()
        self._move(line.order_id, "cancelled", cancel_reason_id=self.reason.id)
        with self.assertRaises(StageRefusal):
            self._replace(line)

    def test_product_does_not_replace_itself_nor_what_is_shipped(self):
        line = self._line(stage="agreed")
        with self.assertRaises(StageRefusal):
            self._replace(line, self.product)
        self._ship(line.order_id.sudo())
        with self.assertRaises(StageRefusal):
            self._replace(line)

    # === ONE REPLACEMENT FOR EVERYBODY === #

    def test_zero_line_is_hidden_in_form_print_and_letters(self):
        line = self._line(stage="agreed")
        new = self._replace(line)
        order = new.order_id
        self.assertTrue(line.is_replaced)
        self.assertFalse(new.is_replaced)
        self.assertEqual(order._get_shown_lines(), new)
        self.assertEqual(order._get_order_lines_to_report(), new)

    def test_print_names_the_substitute_only(self):
        order = self._replace(self._line(stage="agreed")).order_id
        html, _kind = self.env["ir.actions.report"]._render_qweb_html("sale.report_saleorder", order.ids)
        self.assertIn("Gin", html.decode())
        self.assertNotIn("Rum", html.decode())

    def test_journal_tells_one_replacement(self):
        for stage in (None, "agreed"):
            order = self._replace(self._line(stage=stage)).order_id
            self._commit()
            text = order.journal_ids[0].text
            self.assertIn("Rum × 2 → Gin × 2 (substitute)", text)
            self.assertNotIn("+ Gin", text)
            self.assertNotIn("Rum:", text)

    # === THE WINDOW === #

    def test_window_offers_what_the_store_has_for_this_customer(self):
        pricelist = self.env["product.pricelist"].create(
            {
                "name": "Minus ten",
                "item_ids": [(0, 0, {"compute_price": "percentage", "percent_price": 10, "applied_on": "3_global"})],
            }
        )
        order = self._make_order(pricelist_id=pricelist.id)
        answer = order.order_line.with_user(self.manager).get_offers()
        (offer,) = [offer for offer in answer["offers"] if offer["id"] == self.gin.id]
        prices = (offer["price"], offer["difference"], offer["free"])
        self.assertEqual(prices, (108, 18, 5), "the line has its ten percent too")
        self.assertFalse(answer["is_forced"])
        self.assertNotIn(self.gin.id, [one["id"] for one in self._line(quantity=6).get_offers()["offers"]])

    def test_click_is_forced_when_the_store_lacks_the_goods(self):
        line = self._line(quantity=11)
        self._put(self.near, self.gin, 20)
        new = line.browse(line.replace_product(self.gin.id))
        self.assertTrue(new.replaced_is_forced)

    def test_own_reservation_is_no_lack(self):
        line = self._line(quantity=5, stage="agreed")
        self._put(self.near, self.product, -5)
        self.assertFalse(line.get_offers()["is_forced"])

    # === RIGHTS === #

    def test_foreign_line_is_not_replaced(self):
        order = self._make_order(user=self.other_manager, team_id=self.other_team.id)
        with self.assertRaises(AccessError):
            order.order_line.with_user(self.manager).replace_product(self.gin.id)
        with self.assertRaises(AccessError):
            order.order_line.with_user(self.stranger).get_offers()

    def test_nobody_writes_by_hand_what_replaces_what(self):
        line = self._line()
        for vals in ({"replaced_is_forced": True}, {"replaced_quantity": 9}, {"replaced_line_id": line.id}):
            with self.assertRaises(StageRefusal):
                line.write(vals)
        with self.assertRaises(StageRefusal):
            line.create({"order_id": line.order_id.id, "product_id": self.gin.id, "replaced_product_id": self.gin.id})

    def test_what_is_delivered_of_a_replaced_line_costs_what_it_cost(self):
        other = self._create_product("Port")
        self._put(self.near, other, 5)
        order = self._make_order(quantity=3)
        order.order_line.write({"price_unit": 77, "technical_price_unit": 77, "discount": 5})
        self._move(order, "agreed")
        order._register_shipment({order.order_line: 1}, "desk")
        line = order.order_line
        line._replace(other)
        self.assertEqual((line.product_uom_qty, line.price_unit, line.discount), (1, 77, 5))

    # === UNITS === #

    def test_dozen_is_replaced_by_twelve_pieces(self):
        dozen = self.env.ref("uom.product_uom_dozen")
        self.product.uom_ids = dozen
        self._put(self.near, self.product, 30)
        self._put(self.near, self.gin, 30)
        for stage in (None, "agreed"):
            line = self._line(quantity=1)
            line.sudo().product_uom_id = dozen
            if stage:
                self._move(line.order_id, stage)
            new = self._replace(line)
            self.assertEqual((new.product_uom_id, new.product_uom_qty), (self.gin.uom_id, 12))

    def test_window_compares_prices_of_one_piece(self):
        dozen = self.env.ref("uom.product_uom_dozen")
        self.product.uom_ids = dozen
        self._put(self.near, self.gin, 30)
        line = self._line(quantity=1)
        line.sudo().write({"product_uom_id": dozen.id, "price_unit": 1200})
        [offer] = line.get_offers()["offers"]
        self.assertEqual((offer["unit"], offer["price"], offer["difference"]), (self.gin.uom_id.name, 120, 20))
