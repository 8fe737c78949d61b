from odoo import Command
from odoo.tests import tagged

from odoo.addons.torg_sale.tests.common import OrderCommon


@tagged("post_install", "-at_install")
class TestToldChanges(OrderCommon):
    """Who subscribes to `order.changed` hears of every change that concerns a receiver, once a transaction."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        events = cls.env["torg.exchange.event"].search([("code", "in", ("order.changed", "order.created"))])
        webhook = cls.env["torg.webhook"].create(
            {"name": "Site", "url": "https://site.example.com/hooks", "event_ids": events.ids}
        )
        cls.endpoint = webhook.sudo().endpoint_id

    def _make_known(self, **values):
        order = self._make_order(**values)
        self._commit()
        self.assertEqual(self._get_told(order, "order.created"), 1)
        return order

    def _get_told(self, order, code="order.changed"):
        self._commit()
        return self.env["torg.exchange.message"].search_count(
            [
                ("endpoint_id", "=", self.endpoint.id),
                ("event_id.code", "=", code),
                ("res_model", "=", "sale.order"),
                ("res_id", "=", order.id),
            ]
        )

    def test_lines_and_prices_are_told_once_a_transaction(self):
        order = self._make_known()
        order.order_line.product_uom_qty = 3
        order.order_line.price_unit = 90
        order.order_line = [Command.create({"product_id": self._create_product("Gin").id})]
        order.with_user(self.manager).customer_note = "Ring twice"
        self.assertEqual(self._get_told(order), 1)
        order.order_line[0].unlink()
        self.assertEqual(self._get_told(order), 2)

    def test_new_order_is_told_as_new_only(self):
        order = self._make_known()
        self.assertEqual(self._get_told(order), 0)
        order = self._make_order()
        order.order_line.product_uom_qty = 5
        order.customer_note = "Ring twice"
        self.assertEqual((self._get_told(order, "order.created"), self._get_told(order)), (1, 0))

    def test_each_thing_a_receiver_cares_about_is_told(self):
        order = self._make_known()
        address = self.env["res.partner"].create({"name": "Gate 2", "parent_id": order.partner_id.id})
        payer = self.env["res.partner"].create({"name": "Payer"})
        carrier = self.env["delivery.carrier"].search([], limit=1)
        self.assertTrue(carrier)
        for number, (name, value) in enumerate(
            [
                ("customer_note", "Ring twice"),
                ("client_order_ref", "SITE-8"),
                ("partner_shipping_id", address.id),
                ("partner_invoice_id", payer.id),
                ("carrier_id", carrier.id),
                ("commitment_date", "2030-03-05 09:00:00"),
            ],
            start=1,
        ):
            with self.subTest(name):
                order[name] = value
                self.assertEqual(self._get_told(order), number)

    def test_what_stays_as_it_was_is_not_told(self):
        order = self._make_known(customer_note="Ring twice")
        order.write({"customer_note": "Ring twice", "partner_invoice_id": order.partner_invoice_id.id, "note": "Terms"})
        order.order_line.product_uom_qty = order.order_line.product_uom_qty
        self.assertEqual(self._get_told(order), 0)

    def test_manager_and_stage_are_no_change_of_the_order(self):
        order = self._make_known()
        self._move(order, "in_work")
        order.user_id = self.other_manager
        order._register_payment(50, "till")
        self.assertEqual(self._get_told(order), 0)

    def test_another_store_is_told_once(self):
        order = self._make_known()
        self._put(self.far, self.product, 5)
        order._change_store(self.far, "desk")
        self.assertEqual(self._get_told(order), 1)

    def test_rolled_back_change_is_not_told(self):
        order = self._make_known()
        try:
            with self.cr.savepoint():
                order.order_line.product_uom_qty = 7
                raise ValueError
        except ValueError:
            order.invalidate_recordset()
        self.assertEqual(self._get_told(order), 0)

    def test_request_that_becomes_an_order_is_told_as_new_only(self):
        request = self.env["sale.order"]._make_request("+79161234567", "Anna", "Two of the red, please")
        self._commit()
        request.customer_note = "Three, please"
        self.assertEqual(self._get_told(request), 0)
        request.order_line = [Command.create({"product_id": self.product.id, "product_uom_qty": 2})]
        self.assertEqual((self._get_told(request, "order.created"), self._get_told(request)), (1, 0))
        request.order_line.product_uom_qty = 3
        self.assertEqual(self._get_told(request), 1)
