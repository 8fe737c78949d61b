import json

from odoo.tests import tagged

from odoo.addons.torg_sale.tests.common import OrderCommon


@tagged("post_install", "-at_install")
class TestWebhookData(OrderCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        events = cls.env["torg.exchange.event"].search([("code", "=like", "order.%")])
        webhook = cls.env["torg.webhook"].create(
            {"name": "Site", "url": "https://site.example.com/hooks", "event_ids": events.ids}
        )
        cls.endpoint = webhook.sudo().endpoint_id

    def _get_bodies(self, order, code):
        messages = self.env["torg.exchange.message"].search(
            [
                ("endpoint_id", "=", self.endpoint.id),
                ("res_id", "=", order.id),
                ("res_model", "=", "sale.order"),
                ("event_id.code", "=", code),
            ],
            order="id",
        )
        rendered = self.endpoint._render_messages(messages)
        return [json.loads(rendered[message])["data"] for message in messages]

    def test_each_move_tells_its_own_stage(self):
        order = self._make_order()
        self._move(order, "in_work")
        self._move(order, "agreed")
        bodies = self._get_bodies(order, "order.stage_changed")
        self.assertEqual([body["stage"]["code"] for body in bodies], ["in_work", "agreed"])
        self.assertEqual(bodies[1]["stage"]["name"], "Confirmed")

    def test_other_events_tell_the_present_stage(self):
        order = self._make_order()
        self._move(order, "agreed")
        self.assertEqual(self._get_bodies(order, "order.created")[0]["stage"]["code"], "agreed")

    def test_order_is_told_in_full(self):
        order = self._make_order(client_order_ref="SITE-7")
        zero = self._create_product("Gin")
        order.order_line = [(0, 0, {"product_id": zero.id, "product_uom_qty": 0})]
        self.env["torg.exchange.link"]._link(self.endpoint, "order", {("ext-1", ""): order})
        order._register_payment(50, "till")
        body = self._get_bodies(order, "order.paid")[0]
        self.assertEqual(body["number"], order.name)
        self.assertEqual(body["reference"], "SITE-7")
        self.assertEqual((body["total"], body["paid"], body["payment_status"]), (200, 50, "partial"))
        self.assertEqual((body["delivery_status"], body["store"]), ("none", self.near.code))
        self.assertEqual(body["external_ids"], {self.endpoint.code: "ext-1"})
        self.assertEqual([line["name"] for line in body["lines"]], ["Rum"])
        self.assertEqual(body["lines"][0]["quantity"], 2)

    def test_deleted_order_is_still_told_by_its_number(self):
        order = self._make_order()
        order.unlink()
        body = self._get_bodies(order, "order.created")[0]
        self.assertEqual(set(body), {"id", "revision"})
