from odoo.tests import tagged

from odoo.addons.torg_delivery.tests.common import DeliveryCommon


@tagged("post_install", "-at_install")
class TestForget(DeliveryCommon):
    def test_nothing_of_the_person_is_left_on_the_stops(self):
        delivery = self._make_handed(customer_note="Intercom 12")
        delivery._deliver(note="Anna's husband took it")
        told = ("address", "map_url", "contact", "phone", "comment", "note")
        self.assertTrue(all(delivery[name] for name in told))
        self.customer._anonymize()
        self.assertEqual([name for name in told if delivery[name]], [])
        self.assertEqual((delivery.amount_taken, delivery.state), (250, "delivered"))
