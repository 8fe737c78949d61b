from odoo.tests import tagged

from .common import DeliveryCommon


@tagged("post_install", "-at_install")
class TestDeliveryEvent(DeliveryCommon):
    """What outside systems hear of a delivery."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.webhook = cls.env["torg.webhook"].create(
            {
                "name": "Site",
                "url": "https://shop.example/",
                "event_ids": cls.env.ref("torg_sale.event_order_changed").ids,
            }
        )

    def heard(self):
        """Messages of the site so far."""
        self.env.cr.flush()
        return self.env["torg.exchange.message"].search_count([("endpoint_id", "=", self.webhook.endpoint_id.id)])

    def test_order_tells_its_last_attempt(self):
        delivery = self._make_delivery()
        order = delivery.order_id
        told = order._prepare_event_body()["delivery"]
        self.assertEqual((told["state"], told["attempt"], told["again"]), ("planned", 1, False))
        self.assertEqual((told["date"], told["interval"]), (self.today.isoformat(), self.morning.name))
        delivery._hand()
        self.assertEqual(order._prepare_event_body()["delivery"]["state"], "handed")

    def test_order_the_customer_takes_has_no_delivery(self):
        self.assertIsNone(self._make_order()._prepare_event_body()["delivery"])

    def test_every_step_is_a_change_of_the_order(self):
        delivery = self._make_delivery()
        before = self.heard()
        delivery._hand()
        handed = self.heard()
        self.assertGreater(handed, before)
        delivery._set_off()
        self.assertEqual(self.heard(), handed + 1)
