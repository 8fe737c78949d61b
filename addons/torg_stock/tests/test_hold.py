from datetime import timedelta
from unittest.mock import patch

from freezegun import freeze_time

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from odoo.addons.torg_stock.exceptions import StockRefusal
from odoo.addons.torg_stock.whole import in_a_whole

from .common import StoreCommon


@tagged("post_install", "-at_install")
class TestHold(StoreCommon):
    def setUp(self):
        super().setUp()
        self.now = fields.Datetime.now()
        self.startPatcher(freeze_time(self.now))

    def _pass(self, **delta):
        self.startPatcher(freeze_time(self.now + timedelta(**delta)))

    def _release_due(self):
        with self.enter_registry_test_mode():
            self.env.ref("torg_stock.ir_cron_release_holds").method_direct_trigger()

    def _deliver(self, quantity, store=None):
        store = store or self.near
        vals = {"location_id": store.lot_stock_id.id, "location_dest_id": self.customers.id}
        move = Command.create(vals | {"product_id": self.product.id, "product_uom_qty": quantity})
        vals |= {"picking_type_id": store.out_type_id.id, "move_ids": [move]}
        return self.env["stock.picking"].create(vals).move_ids

    def test_empty_list_tells_of_holds(self):
        [action] = self.env.ref("torg_stock.stock_picking_hold_action").read(["help", "context", "res_model"])
        self.assertIn("Nothing is held for anybody", action["help"])

    # === HOLDING === #

    def test_held_goods_are_not_free_for_others(self):
        hold = self.near._hold([(self.product, 3)], partner=self.customer, origin="Call 17", note="red <ribbon>")
        found = self.product._get_point_availability(self.near)[self.product.id][self.near.id]
        self.assertEqual((found.on_hand, found.reserved, found.free, found.frozen), (10, 3, 7, 3))
        self.assertEqual(self.product.with_context(warehouse_id=self.near.id).free_qty, 7)
        self.assertEqual((hold.partner_id, hold.origin, hold.store_id), (self.customer, "Call 17", self.near))
        self.assertIn("red &lt;ribbon&gt;", hold.note)
        self.assertEqual(hold.goods_text, "Rum × 3")
        self.assertTrue(hold.name.startswith(f"{self.near.code}/HOLD/"))

    def test_hold_lasts_as_long_as_the_company_says(self):
        self.env.company.hold_hours = 5
        self.assertEqual(self.near._hold([(self.product, 1)]).hold_until, self.now + timedelta(hours=5))

    def test_more_than_there_is_is_not_held(self):
        count = self.env["stock.picking"].search_count([])
        with self.assertRaises(StockRefusal) as refused:
            self.near._hold([(self.product, 11)])
        self.assertEqual(refused.exception.lines[0].alternatives[0].store_id, self.far.id)
        self.assertEqual(self.env["stock.picking"].search_count([]), count)

    def test_hold_looks_for_rules_of_replenishment_once(self):
        vals = {"product_id": self.product.id, "location_id": self.near.lot_stock_id.id, "product_min_qty": 10}
        rule = self.env["stock.warehouse.orderpoint"].create({**vals, "product_max_qty": 10})
        self.assertEqual(rule.qty_to_order, 0)
        told = []
        with patch.object(type(self.env["stock.warehouse.orderpoint"]), "search", autospec=True) as search:
            search.side_effect = lambda rules, domain, **kwargs: told.append(domain) or rule
            hold = self.near._hold([(self.product, 3)])
        self.assertEqual(len(told), 1)
        self.assertEqual(rule.qty_to_order, 3)
        hold.action_release_hold()
        self.assertEqual(rule.qty_to_order, 0)

    def test_refusal_inside_a_whole_leaves_taking_back_to_its_caller(self):
        """Who ends the transaction with any refusal pays no flush for a savepoint; everybody else gets one."""
        saved, savepoint = [], self.env.cr.savepoint

        def note(*args, **kwargs):
            saved.append(1)
            return savepoint(*args, **kwargs)

        with patch.object(self.env.cr, "savepoint", note):
            in_a_whole(self.near)._hold([(self.product, 3)])
            self.assertFalse(saved)
            self.near._hold([(self.product, 3)])
            self.assertEqual(len(saved), 1)

    def test_store_that_accepts_shortages_holds_what_there_is(self):
        self.near.shortage_policy = "accept"
        hold = self.near._hold([(self.product, 11)])
        self.assertTrue(hold.is_short)
        self.assertEqual(hold.move_ids.quantity, 10)

    def test_nothing_is_held_for_ever(self):
        with self.assertRaises(ValidationError):
            self.near._hold([(self.product, 1)], until=self.now + timedelta(days=32))

    def test_hold_is_never_shipped(self):
        hold = self.near._hold([(self.product, 1)])
        with self.assertRaisesRegex(UserError, "only holds goods"):
            hold.button_validate()
        hold.move_ids.picked = True
        with self.assertRaisesRegex(UserError, "only holds goods"):
            hold.move_ids._action_done()
        self.assertEqual(self._free(self.product), 9)

    # === ENDING === #

    def test_hold_ends_by_itself_with_a_note(self):
        hold = self.near._hold([(self.product, 3)], until=self.now + timedelta(hours=2))
        self._pass(hours=1, minutes=59)
        self._release_due()
        self.assertEqual(hold.hold_outcome, "active")
        self._pass(hours=2)
        self._release_due()
        self.assertEqual((hold.hold_outcome, hold.state), ("expired", "cancel"))
        self.assertIn("The time was up", "".join(hold.message_ids.mapped("body")))
        self.assertEqual(self._free(self.product), 10)

    def test_release_is_planned_for_the_minute(self):
        cron = self.env.ref("torg_stock.ir_cron_release_holds")
        until = self.now + timedelta(hours=2)
        triggers = self.env["ir.cron.trigger"]
        domain = [("cron_id", "=", cron.id), ("id", ">", triggers.search([], order="id desc", limit=1).id or 0)]
        self.near._hold([(self.product, 3)], until=until)
        self.assertEqual(triggers.search(domain).mapped("call_at"), [until])

    def test_extended_hold_outlives_its_first_end(self):
        hold = self.near._hold([(self.product, 3)], until=self.now + timedelta(hours=2))
        hold.with_context(hold_hours=1).action_extend_hold()
        self.assertEqual(hold.hold_until, self.now + timedelta(hours=3))
        self._pass(hours=2, minutes=30)
        self._release_due()
        self.assertEqual(hold.hold_outcome, "active")

    def test_hold_that_is_over_cannot_be_extended(self):
        hold = self.near._hold([(self.product, 3)])
        hold.action_release_hold()
        with self.assertRaisesRegex(UserError, "is over"):
            hold.action_extend_hold()

    def test_released_goods_are_free_at_once(self):
        hold = self.near._hold([(self.product, 3)])
        hold.action_release_hold()
        self.assertEqual((hold.hold_outcome, self._free(self.product)), ("released", 10))
        self.assertIn("free again", "".join(hold.message_ids.mapped("body")))

    def test_cancelling_is_releasing(self):
        hold = self.near._hold([(self.product, 3)])
        hold.action_cancel()
        self.assertEqual((hold.hold_outcome, hold.state), ("released", "cancel"))

    def test_released_goods_go_to_an_order_that_waits_for_them(self):
        self.near.shortage_policy = "accept"
        hold = self.near._hold([(self.product, 10)])
        waiting = self._deliver(4)._promise()
        self.assertTrue(waiting.is_short)
        hold.action_release_hold()
        self.assertEqual((waiting.state, waiting.is_short), ("assigned", False))

    def test_hold_that_cannot_be_released_stops_no_other(self):
        holds = [self.near._hold([(self.product, 1)], until=self.now + timedelta(hours=h)) for h in (1, 2)]
        self._pass(hours=3)
        release = type(holds[0])._end_holds

        def fail_first(hold, *args):
            if hold.id == holds[0].id:
                raise UserError("broken")
            return release(hold, *args)

        with patch.object(type(holds[0]), "_end_holds", fail_first), self.assertLogs(level="ERROR"):
            self._release_due()
        self.assertEqual([hold.hold_outcome for hold in holds], ["active", "expired"])

    # === BECOMING AN ORDER === #

    def test_order_takes_over_what_was_held_for_it(self):
        hold = self.near._hold([(self.product, 10)])
        moves = self._deliver(10)._promise(instead_of=hold)
        self.assertEqual((moves.state, moves.quantity), ("assigned", 10))
        self.assertEqual((hold.hold_outcome, hold.state), ("converted", "cancel"))
        self.assertIn(moves.picking_id.name, "".join(hold.message_ids.mapped("body")))
        self.assertEqual(self._free(self.product), 0)

    def test_what_the_order_does_not_take_is_free_again(self):
        hold = self.near._hold([(self.product, 10)])
        self._deliver(4)._promise(instead_of=hold)
        self.assertEqual(self._free(self.product), 6)

    def test_refused_order_leaves_the_hold_as_it_was(self):
        hold = self.near._hold([(self.product, 6)])
        with self.assertRaises(StockRefusal):
            self._deliver(11)._promise(instead_of=hold)
        self.assertEqual((hold.hold_outcome, hold.move_ids.state, hold.move_ids.quantity), ("active", "assigned", 6))

    def test_order_may_move_to_another_store(self):
        hold = self.near._hold([(self.product, 4)])
        self._deliver(4, self.far)._promise(instead_of=hold)
        self.assertEqual((self._free(self.product), self._free(self.product, self.far)), (10, 0))

    # === PEOPLE === #

    def test_manager_holds_extends_and_releases(self):
        wizard = Form(self.env["torg.hold"].with_user(self.manager))
        wizard.warehouse_id = self.near
        wizard.partner_id = self.customer
        wizard.hours = 3
        with wizard.line_ids.new() as line:
            line.product_id = self.product
            line.quantity = 2
            self.assertEqual(line.free, 10)
        action = wizard.save().action_hold()
        hold = self.env["stock.picking"].with_user(self.manager).browse(action["res_id"])
        self.assertEqual((hold.hold_until, hold.create_uid), (self.now + timedelta(hours=3), self.manager))
        hold.with_context(hold_hours=1).action_extend_hold()
        hold.action_release_hold()
        self.assertEqual(hold.hold_outcome, "released")

    def test_wizard_asks_for_goods(self):
        wizard = self.env["torg.hold"].with_user(self.manager).create({"warehouse_id": self.near.id})
        with self.assertRaisesRegex(UserError, "which goods"):
            wizard.action_hold()

    def test_store_staff_hold_in_their_store_only(self):
        self.store_staff.store_ids = self.near
        stores = self.stores.with_user(self.store_staff)
        self.assertEqual(stores[0]._hold([(self.product, 1)]).sudo().hold_outcome, "active")
        with self.assertRaises(AccessError):
            stores[1]._hold([(self.product, 1)])

    def test_strangers_do_not_touch_holds(self):
        hold = self.near._hold([(self.product, 1)])
        for user in (self.stranger, self.store_staff, self.courier):
            for action in ("action_release_hold", "action_extend_hold", "action_cancel"):
                with self.subTest(user=user.login, action=action), self.assertRaises(AccessError):
                    getattr(hold.with_user(user), action)()
