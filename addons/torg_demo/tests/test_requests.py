from odoo.tests import tagged

from .common import DemoCase


@tagged("post_install", "-at_install")
class TestRequests(DemoCase):
    def test_three_requests_wait_on_the_desk(self):
        names = [f"request_{source}" for source in ("callback", "one_click", "missed_call")]
        requests = [self.get_demo(name).order_id for name in names]
        self.assertEqual({order.stage_id.code for order in requests}, {"new"})
        self.assertTrue(all(order.is_request and order.name == order.request_number for order in requests))
        self.assertTrue(all(order.partner_id.is_unverified for order in requests))

    def test_second_load_brings_no_second_request(self):
        count = self.env["torg.order.inquiry"].search_count([])
        self.demo._load_requests()
        self.assertEqual(self.env["torg.order.inquiry"].search_count([]), count)
