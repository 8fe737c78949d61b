from odoo.tests import tagged

from .common import DemoCase


@tagged("post_install", "-at_install")
class TestDeliveries(DemoCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.carrier = cls.env.ref("ladoga.delivery_own")
        cls.deliveries = cls.env["torg.delivery"].search([("carrier_id", "=", cls.carrier.id)])

    def test_day_of_the_couriers_has_everything_that_happens(self):
        self.assertEqual(set(self.deliveries.mapped("state")), {"planned", "handed", "on_way", "delivered", "refused"})
        self.assertLessEqual(
            {self.get_demo("user_ruslan"), self.get_demo("user_viktor")}, set(self.deliveries.courier_id)
        )
        self.assertTrue(self.deliveries.filtered(lambda delivery: not delivery.courier_id))
        self.assertTrue(self.deliveries.filtered(lambda delivery: delivery.attempt == 2))

    def test_every_stop_has_a_zone_an_address_and_a_phone(self):
        for delivery in self.deliveries:
            self.assertTrue(delivery.zone_id and delivery.address and delivery.phone and delivery.interval_id)

    def test_two_carriers_price_an_order_differently(self):
        order = self.deliveries[0].order_id
        prices = [self.env.ref(f"ladoga.delivery_{name}").rate_shipment(order) for name in ("own", "express")]
        self.assertTrue(all(price["success"] for price in prices), prices)

    def test_nothing_for_adults_is_brought_to_people(self):
        self.assertFalse([row.order_id.name for row in self.deliveries if row.order_id._get_restrictions()])
