import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from unittest.mock import patch

from psycopg2.errors import SerializationFailure

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import DummyRLock, Registry
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY, retrying
from odoo.tests import BaseCase, HttpCase, get_db_name, mute_logger, tagged

from odoo.addons.torg_stock.exceptions import StockRefusal
from odoo.addons.torg_stock.tools.figures import Figure

BUYERS = 20
SERIALIZATION_FAILURE = "DO $$ BEGIN RAISE EXCEPTION 'could not serialize access' USING ERRCODE = '40001'; END $$"


@tagged("post_install", "-at_install")
class TestRace(BaseCase):
    """Twenty transactions of the real base at once: what is committed here is taken back at the end."""

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        with self._environment() as env:
            self.last_trigger = env["ir.cron.trigger"].search([], order="id desc", limit=1).id or 0
            self.store, self.other = env["stock.warehouse"]._create_stores(
                [{"name": "Race store"}, {"name": "Other store"}]
            )
            self.product = env["product.product"].create({"name": "Last bottle", "is_storable": True})
            for store, quantity in ((self.store, 1), (self.other, 5)):
                env["stock.quant"]._update_available_quantity(self.product, store.lot_stock_id, quantity)
        self.addCleanup(self._clean_up)
        # The thread of the tests holds it all the while.
        self.startPatcher(patch.object(Registry, "_lock", DummyRLock()))
        # Core waits up to half a minute between its tries.
        self.startPatcher(patch("odoo.service.model.random.uniform", lambda low, high: 0.01 + random.random() / 5))
        self.enterContext(mute_logger("odoo.service.model", "odoo.sql_db"))

    def _environment(self):
        return _Environment(self.registry)

    def _clean_up(self):
        with self._environment() as env:
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

    def _race(self, buy):
        """Let twenty buyers call `buy(env, number)` at once, each in a request of its own as the server runs it.

        All look at the store before the first one buys: everybody sees the bottle.
        """
        everybody_looked = Barrier(BUYERS)
        looked = set()

        def attempt(env, number):
            env.cr.execute("SELECT sum(quantity - reserved_quantity) FROM stock_quant")
            if number not in looked:
                looked.add(number)
                everybody_looked.wait(60)
            return buy(env, number)

        def request(number):
            with self._environment() as env:
                try:
                    return retrying(partial(attempt, env, number), env)
                except (StockRefusal, *PG_CONCURRENCY_EXCEPTIONS_TO_RETRY) as error:
                    env.cr.rollback()
                    return error

        with ThreadPoolExecutor(BUYERS) as pool:
            return list(pool.map(request, range(BUYERS)))

    def _count_reserved(self):
        with self._environment() as env:
            quants = self.store.with_env(env).lot_stock_id.quant_ids
            return sum(quants.mapped("reserved_quantity"))

    def test_last_bottle_goes_to_one_of_twenty_and_the_others_hear_where_there_is_more(self):
        def hold(env, _number):
            return self.store.with_env(env)._hold([(self.product.with_env(env), 1)]).name

        outcomes = self._race(hold)
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

        outcomes = self._race(confirm)
        self.assertEqual(Counter(outcomes), {"assigned": 1, "confirmed": 19})
        self.assertEqual(self._count_reserved(), 1)

    def test_five_bottles_are_never_six_however_the_buyers_collide(self):
        with self._environment() as env:
            place = self.store.with_env(env).lot_stock_id
            env["stock.quant"]._update_available_quantity(self.product.with_env(env), place, 4)

        def hold(env, _number):
            return self.store.with_env(env)._hold([(self.product.with_env(env), 1)]).name

        kinds = Counter(type(outcome).__name__ for outcome in self._race(hold))
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


class _Environment:
    """An environment on a cursor of its own, committed at the end."""

    def __init__(self, registry):
        self.cursor = registry.cursor()

    def __enter__(self):
        return api.Environment(self.cursor.__enter__(), SUPERUSER_ID, {})

    def __exit__(self, *error):
        return self.cursor.__exit__(*error)


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
