from odoo.tests import tagged

from odoo.addons.torg_delivery.tests.common import DeliveryCommon


@tagged("post_install", "-at_install")
class TestFollow(DeliveryCommon):
    """What changes in an order while its delivery is planned, the courier reads on his stop."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.dacha = cls.env["res.partner"].create(
            {
                "name": "Dacha",
                "type": "other",
                "parent_id": cls.customer.id,
                "city": "Saint Petersburg",
                "street": "Lesnaya 7",
                "phone": "+7 812 555-00-22",
            }
        )

    def test_stop_goes_to_the_new_address(self):
        delivery = self._make_delivery()
        delivery.order_id.with_user(self.manager).partner_shipping_id = self.dacha
        self.assertEqual((delivery.address, delivery.phone), ("Saint Petersburg, Lesnaya 7", self.dacha.phone))
        self.assertEqual(delivery.map_url, self.dacha._get_delivery_map_url())

    def test_goods_are_taken_in_the_new_store(self):
        delivery = self._make_delivery()
        delivery.order_id.with_user(self.manager)._change_store(self.far)
        self.assertEqual(delivery.store_id, self.far)

    def test_address_that_is_put_right_on_the_card_is_on_the_stop(self):
        delivery = self._make_delivery()
        self.customer.street = "Nevsky 3"
        self.assertEqual(delivery.address, "Saint Petersburg, Nevsky 3")

    def test_what_a_person_wrote_on_the_stop_stays(self):
        delivery = self._make_delivery()
        delivery.with_user(self.supervisor).comment = "Code 12"
        delivery.order_id.partner_shipping_id = self.dacha
        self.assertEqual(delivery.comment, "Code 12")

    def test_stop_with_the_courier_stays_as_it_was_handed(self):
        delivery = self._make_handed()
        delivery.order_id.partner_shipping_id = self.dacha
        self.assertEqual(delivery.address, "Saint Petersburg, Nevsky 1")
