import random
from collections import Counter
from functools import partial
from unittest.mock import patch

from psycopg2.errors import SerializationFailure

from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tests import HttpCase, mute_logger, tagged

from odoo.addons.torg_base.tests.race import RaceCase
from odoo.addons.torg_stock.exceptions import StockRefusal
from odoo.addons.torg_stock.tools.figures import Figure

BUYERS = 20
SERIALIZATION_FAILURE = "DO $$ BEGIN RAISE EXCEPTION 'could not serialize access' USING ERRCODE = '40001'; END $$"


@tagged("post_install", "-at_install")
class TestRace(RaceCase):
    """Twenty buyers want the same bottle at once."""

    refusals = (StockRefusal, *PG_CONCURRENCY_EXCEPTIONS_TO_RETRY)

    def _set_up(self, env):
        self.last_trigger = env["ir.cron.trigger"].search([], order="id desc", limit=1).id or 0
        self.store, self.other = env["stock.warehouse"]._create_stores(
            [{"name": "Race store"}, {"name": "Other store"}]
        )
        self.product = env["product.product"].create({"name": "Last bottle", "is_storable": True})
        for store, quantity in ((self.store, 1), (self.other, 5)):
            env["stock.quant"]._update_available_quantity(self.product, store.lot_stock_id, quantity)

    def _get_pause(self, _low, _high):
        return 0.01 + random.random() / 5

    def _tear_down(self, env):
        env["ir.cron.trigger"].search([("id", ">", self.last_trigger)]).unlink()
        product, stores = self.product.with_env(env), (self.store + self.other).with_env(env)
        moves = env["stock.move"].search([("product_id", "=", product.id)])
        pickings = moves.picking_id
        env["torg.stock.load"].search([("warehouse_ids", "in", stores.ids)]).unlink()
        moves._action_cancel()
        moves.unlink()
        pickings.unlink()
        env["stock.quant"].search([("product_id", "=", product.id)]).unlink()
        product.product_tmpl_id.unlink()
        addresses, routes = stores.partner_id, stores.delivery_route_id + stores.reception_route_id
        places = env["stock.location"].with_context(active_test=False)
        places = places.search([("location_id", "child_of", stores.view_location_id.ids)])
        rules = env["stock.rule"].with_context(active_test=False).search([("warehouse_id", "in", stores.ids)])
        types = env["stock.picking.type"].with_context(active_test=False)
        sequences = types.search([("warehouse_id", "in", stores.ids)]).sequence_id
        rules.unlink()
        stores.unlink()
        routes.unlink()
        sequences.unlink()
        places.unlink()
        addresses.unlink()

    def _buy(self, buy):
        """Let twenty buyers call `buy(env, number)` at once: everybody has seen the bottle."""
        return self._race([partial(buy, number=number) for number in range(BUYERS)])

    def _count_reserved(self):
        with self._environment() as env:
            quants = self.store.with_env(env).lot_stock_id.quant_ids
            return sum(quants.mapped("reserved_quantity"))

    def test_last_bottle_goes_to_one_of_twenty_and_the_others_hear_where_there_is_more(self):
        def hold(env, number):
            return self.store.with_env(env)._hold([(self.product.with_env(env), 1)]).name

        outcomes = self._buy(hold)
        self.assertEqual(Counter(type(outcome) for outcome in outcomes), {str: 1, StockRefusal: 19})
        for refusal in outcomes:
            if isinstance(refusal, StockRefusal):
                (line,) = refusal.lines
                self.assertEqual((line.asked, line.free), (1, 0))
                self.assertEqual([(found.store_id, found.free) for found in line.alternatives], [(self.other.id, 5)])
                self.assertEqual(refusal.store_ids, [self.other.id])
        self.assertEqual(self._count_reserved(), 1)

    def test_last_bottle_is_reserved_once_through_core_too(self):
        with self._environment() as env:
            store = self.store.with_env(env)
            pickings = env["stock.picking"].create([self._prepare_delivery_vals(store) for _buyer in range(BUYERS)])

        def confirm(env, number):
            picking = pickings[number].with_env(env)
            picking.action_confirm()
            return picking.state

        outcomes = self._buy(confirm)
        self.assertEqual(Counter(outcomes), {"assigned": 1, "confirmed": 19})
        self.assertEqual(self._count_reserved(), 1)

    def test_five_bottles_are_never_six_however_the_buyers_collide(self):
        with self._environment() as env:
            place = self.store.with_env(env).lot_stock_id
            env["stock.quant"]._update_available_quantity(self.product.with_env(env), place, 4)

        def hold(env, number):
            return self.store.with_env(env)._hold([(self.product.with_env(env), 1)]).name

        kinds = Counter(type(outcome).__name__ for outcome in self._buy(hold))
        self.assertEqual(self._count_reserved(), kinds["str"])
        self.assertIn(kinds["str"], range(1, 6))
        self.assertEqual(kinds["str"] + kinds["StockRefusal"] + kinds["SerializationFailure"], BUYERS, kinds)

    def _hold_one(self, env):
        return self.store.with_env(env)._hold([(self.product.with_env(env), 1)])

    def _tell_that_it_is_gone(self, env):
        return self.store.with_env(env)._load_figures([Figure(self.store.id, self.product.id, 0)])

    def _meet(self, first, second):
        """Let `first` look at the store, then `second` do its work and end, then `first` go on with what it saw."""
        with self._environment() as env:
            env.cr.execute("SELECT sum(quantity) FROM stock_quant")
            with self._environment() as other:
                second(other)
            first(env)

    def test_promise_and_load_that_meet_do_not_pass_each_other(self):
        with self._environment() as env:
            self.store.with_env(env).stock_keeper = "external"
        with self.assertRaises(SerializationFailure):
            self._meet(self._hold_one, self._tell_that_it_is_gone)
        self.assertEqual(self._count_reserved(), 0)
        with self._environment() as env:
            self.store.with_env(env)._load_figures([Figure(self.store.id, self.product.id, 1)])
        with self.assertRaises(SerializationFailure):
            self._meet(self._tell_that_it_is_gone, self._hold_one)
        self.assertEqual(self._count_reserved(), 1)

    def _prepare_delivery_vals(self, store):
        place, customers = store.lot_stock_id.id, store.hold_type_id.default_location_dest_id.id
        move = {"product_id": self.product.id, "location_id": place, "location_dest_id": customers}
        return {
            "picking_type_id": store.out_type_id.id,
            "location_id": place,
            "location_dest_id": customers,
            "move_ids": [(0, 0, move | {"product_uom_qty": 1})],
        }


@tagged("post_install", "-at_install")
class TestBusy(HttpCase):
    """A request that met others at all its tries ends with a sentence, not with the words of the database."""

    def test_person_is_asked_to_try_again(self):
        self.env["res.lang"]._activate_lang("en_US")
        self.env.ref("base.user_admin").lang = "en_US"
        store = self.env["stock.warehouse"].search([], limit=1)
        product = self.env["product.product"].create({"name": "Hot goods", "is_storable": True})
        self.env["stock.quant"]._update_available_quantity(product, store.lot_stock_id, 5)
        wizard = self.env["torg.hold"].create(
            {"warehouse_id": store.id, "line_ids": [(0, 0, {"product_id": product.id, "quantity": 1})]}
        )
        self.authenticate("admin", "admin")
        tries = []

        def collide(lock, pairs):
            if pairs:
                tries.append(pairs)
                lock.env.cr.execute(SERIALIZATION_FAILURE)

        with (
            patch.object(type(self.env["torg.stock.lock"]), "_lock", collide),
            patch("odoo.service.model.random.uniform", lambda low, high: 0),
            mute_logger("odoo.sql_db", "odoo.service.model", "odoo.http"),
        ):
            answer = self.url_open(
                "/web/dataset/call_kw/torg.hold/action_hold",
                json={
                    "params": {
                        "model": "torg.hold",
                        "method": "action_hold",
                        "args": [wizard.ids],
                        "kwargs": {"context": {"lang": "en_US"}},
                    }
                },
            ).json()
        self.assertEqual(tries, [{(product.id, store.id)}] * 5)
        self.assertEqual(answer["error"]["data"]["name"], "odoo.addons.torg_base.exceptions.BusyError")
        self.assertIn("please try again", answer["error"]["data"]["message"])
        self.assertNotIn("serialize", answer["error"]["data"]["message"])
