from odoo.tests import tagged

from odoo.addons.torg_delivery.exceptions import DeliveryRefusal
from odoo.addons.torg_delivery.tests.common import DeliveryCommon


@tagged("post_install", "-at_install")
class TestRate(DeliveryCommon):
    def test_cost_comes_into_the_order_and_is_free_from_a_sum(self):
        order = self._make_order(2)
        order._set_delivery(self.carrier)
        self.assertEqual((order.delivery_cost, order.amount_total), (50, 250))
        self.assertEqual((order.delivery_zone_id, order.delivery_free_from), (self.zone, 1000))
        order.order_line.filtered(lambda line: not line.is_delivery).product_uom_qty = 10
        order._update_delivery_cost()
        self.assertEqual((order.delivery_cost, order.amount_total), (0, 1000))

    def test_where_there_is_no_zone_there_is_no_delivery(self):
        self.customer.city = "Vladivostok"
        order = self._make_order(2)
        self.assertFalse(self.carrier._is_available_for_order(order))
        with self.assertRaises(DeliveryRefusal) as caught:
            order._set_delivery(self.carrier)
        self.assertEqual(caught.exception.code, "not_offered")
        self.assertFalse(order.carrier_id)

    def test_table_of_a_carrier_prices_by_weight(self):
        table = self._create_carrier(
            "Post", "torg_table", {"weight_to": 5, "price": 300}, {"price": 300, "weight_above": 5, "per_kg": 40}
        )
        self.assertFalse(table.is_own_courier)
        self.product.weight = 1.5
        order = self._make_order(3)
        self.assertEqual(table.rate_shipment(order)["price"], 300)
        order.order_line.product_uom_qty = 4
        self.assertEqual(table.rate_shipment(order)["price"], 340)

    def test_zones_of_other_carriers_do_not_stand_in_the_way(self):
        wide = self.env["torg.delivery.zone"].create({"name": "Region", "cities": "Saint Petersburg", "sequence": 1})
        self._create_carrier("Post", "torg_table", {"price": 300}, zone=wide)
        self.assertEqual(self.carrier._find_zone(self._make_order()), self.zone)

    def test_circle_around_the_store_of_the_order(self):
        self.zone.write({"cities": False, "radius": 10})
        order = self._make_order()
        self.assertFalse(self.carrier._find_zone(order))
        self.customer.write({"partner_latitude": 55.80, "partner_longitude": 37.62})
        self.assertEqual(self.carrier._find_zone(order), self.zone)
        order.warehouse_id = self.far
        self.assertFalse(self.carrier._find_zone(order))

    def test_window_of_core_shows_the_price_at_once(self):
        order = self._make_order(2)
        wizard = self.env["choose.delivery.carrier"].new({"order_id": order.id, "carrier_id": self.carrier.id})
        wizard._onchange_carrier_id()
        self.assertEqual(wizard.delivery_price, 50)

    def test_core_ships_with_our_types(self):
        delivery = self._make_delivery()
        delivery.store_id.out_type_id.print_label = True
        delivery._hand()
        self.assertEqual(delivery.order_id.order_line[0].qty_delivered, 2)
