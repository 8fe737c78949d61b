from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .shortage import ShortageCommon


@tagged("post_install", "-at_install")
class TestTransfer(ShortageCommon):
    """Suggested transfers become pickings or requests to 1C."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._minimum(cls.third, cls.product, 5)

    def _create_transfers(self, **vals):
        stores = self.env["stock.warehouse"].with_user(self.director)
        return stores.create_shortage_transfers(self.product.ids, **vals)

    def _get_pickings(self):
        return self.env["stock.picking"].search([("origin", "ilike", "Shortage")])

    def test_one_click_makes_a_transfer_that_reserves_the_goods(self):
        made = self._create_transfers()
        picking = self._get_pickings()
        self.assertEqual(
            (picking.location_id, picking.location_dest_id), (self.near.lot_stock_id, self.third.lot_stock_id)
        )
        self.assertEqual((picking.state, picking.move_ids.product_uom_qty), ("assigned", 5))
        self.assertEqual(self._free(self.product), 5)
        self.assertIn("1", made["message"])
        self.assertFalse(made["requests"])

    def test_transfer_arrives_when_it_is_done(self):
        self._create_transfers()
        self._get_pickings().button_validate()
        self.assertEqual((self._free(self.product), self._free(self.product, self.third)), (5, 5))

    def test_second_click_moves_nothing_more(self):
        self._create_transfers()
        made = self._create_transfers()
        self.assertEqual(len(self._get_pickings()), 1)
        self.assertEqual((made["pickings"], made["requests"]), (False, False))
        self.assertIn("Nothing to move", made["message"])

    def test_only_the_chosen_store_is_helped(self):
        self._minimum(self.far, self.product, 6)
        self._create_transfers(store_ids=self.far.ids)
        self.assertEqual(self._get_pickings().location_dest_id, self.far.lot_stock_id)

    def test_many_goods_between_two_stores_are_one_document(self):
        other = self._create_product("Whisky")
        self._put(self.near, other, 9)
        self._minimum(self.third, other, 2)
        self.env["stock.warehouse"].create_shortage_transfers((self.product | other).ids)
        self.assertEqual(len(self._get_pickings().move_ids), 2)

    # === WHERE 1C KEEPS A STORE === #

    def _subscribe(self):
        event = self.env.ref("torg_stock.event_transfer_request")
        vals = {"name": "1C", "code": "ledger", "kind": "webhook", "mode": "pull", "event_ids": event.ids}
        return self.env["torg.exchange.endpoint"].create(vals)

    def _ask(self):
        self.third.stock_keeper = "external"
        made = self._create_transfers()
        return made, self.env["torg.transfer.request"].search([("target_id", "=", self.third.id)])

    def test_store_of_1c_gets_a_request_and_no_picking(self):
        endpoint = self._subscribe()
        made, request = self._ask()
        self.assertFalse(self._get_pickings())
        self.assertEqual((request.source_id, request.state), (self.near, "sent"))
        self.assertEqual((request.line_ids.product_id, request.line_ids.quantity), (self.product, 5))
        message = self.env["torg.exchange.message"].search([("res_model", "=", request._name)])
        self.assertEqual((message.endpoint_id, message.res_id), (endpoint, request.id))
        self.assertTrue(made["requests"])

    def test_without_an_exchange_the_request_waits_as_a_draft(self):
        _made, request = self._ask()
        self.assertEqual(request.state, "draft")
        with self.assertRaisesRegex(UserError, "No exchange takes transfer requests"):
            request.action_send()

    def test_goods_asked_for_are_not_asked_for_again(self):
        _made, request = self._ask()
        self.assertFalse(self._search()["products"])
        self.assertFalse(self._create_transfers()["requests"])
        self.assertEqual(self._free(self.product), 10, "a request is no promise")
        request.action_refuse()
        self.assertEqual(self._search()["total"], 1)

    def test_request_ends_accepted_and_moved_or_refused(self):
        _made, request = self._ask()
        request._set_accepted("УТ-17")
        self.assertEqual((request.state, request.external_number), ("accepted", "УТ-17"))
        request._set_done()
        with self.assertRaisesRegex(UserError, "is over"):
            request._set_refused("Too late")

    def test_what_1c_knows_is_not_changed(self):
        self._subscribe()
        _made, request = self._ask()
        with self.assertRaises(AccessError):
            request.line_ids.quantity = 1
        with self.assertRaises(UserError):
            request.unlink()
