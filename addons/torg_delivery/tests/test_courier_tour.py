from odoo.tests import HttpCase, tagged

from odoo.addons.torg_delivery.tests.common import DeliveryCommon


@tagged("post_install", "-at_install")
class TestCourierTour(DeliveryCommon, HttpCase):
    """A courier's day on the screen of a phone."""

    browser_size = "390,844"
    touch_enabled = True

    def test_courier_delivers_one_a_part_of_another_and_brings_one_back(self):
        self.courier.lang = "en_US"
        first = self._make_handed(2)
        second = self._make_delivery(3, interval=self.evening)
        third = self._make_handed(1, interval=self.evening)
        names = {"FIRST": first, "SECOND": second, "THIRD": third}
        for name, delivery in names.items():
            delivery.order_id.name = name
        self.start_tour("/odoo", "torg_courier_day", login="torg_courier")
        self.assertEqual([row.state for row in names.values()], ["delivered", "delivered", "refused"])
        self.assertEqual((first.amount_taken, first.method), (250, "cash"))
        self.assertEqual((second.line_ids.refused_qty, second.amount_taken, second.method), (1, 250, "card"))
        again = third.order_id.delivery_ids - third
        self.assertEqual((again.state, again.date, again.interval_id), ("planned", self.tomorrow, self.evening))
        self.assertEqual(second.order_id.stage_id.code, "done")


@tagged("post_install", "-at_install")
class TestBoardTour(DeliveryCommon, HttpCase):
    def test_dispatcher_drags_a_stop_to_a_courier(self):
        (self.supervisor | self.courier).lang = "en_US"
        self.courier.name = "Courier Anna"
        delivery = self._make_delivery()
        delivery.courier_id = False
        self.start_tour("/odoo/delivery-board", "torg_delivery_board", login="torg_supervisor")
        self.assertEqual((delivery.courier_id, delivery.order_id.courier_id), (self.courier, self.courier))
