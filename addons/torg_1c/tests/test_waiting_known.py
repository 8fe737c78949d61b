from dataclasses import replace
from datetime import timedelta
from unittest.mock import patch

from odoo.tests import tagged

from odoo.addons.torg_1c.models import torg_onec_parked_known
from odoo.addons.torg_1c.tools.records import PartnerRec, PersonRec, RepresentativeRec
from odoo.addons.torg_1c.tools.records.codec import dumps
from odoo.addons.torg_base.tests.race import RaceCase
from odoo.addons.torg_exchange.models.torg_exchange_message_inbox import TorgExchangeMessage

from .common import FORMED, OnecCase, OnecMixin
from .goods import GoodsMixin
from .orders import OrdersCommon

LATER = FORMED + timedelta(hours=1)


def person(partner_id, name="Anna"):
    return PersonRec(f"{partner_id}/{name}", partner_id, RepresentativeRec("Buyer", PartnerRec(name, name=name)))


class WaitingMixin:
    """Rows that wait, and the cron that looks after them."""

    def parked(self):
        return self.env["torg.onec.parked"].search([("endpoint_id", "=", self.onec.id)])

    def look(self):
        """Let the cron look, and its runs end; return them."""
        last = self.env["torg.onec.run"].search([], limit=1).id or 0
        with patch.object(self.registry["ir.cron"], "_commit_progress") as self.progress:
            self.env["torg.onec.parked"]._cron_replay()
        runs = self.env["torg.onec.run"].search([("id", ">", last)])
        self.finish(runs)
        return runs


@tagged("post_install", "-at_install")
class TestWaitingKnown(WaitingMixin, GoodsMixin, OnecCase):
    """A row whose key is known waits no longer, and nothing older comes back over what is newer."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.set_up_goods()
        cls.main = cls.map_store()
        cls.late = cls.env["product.product"].create({"name": "Late", "is_storable": True})

    def send(self, *rows, **vals):
        return self.load_rows(list(rows), **{"section": "offers", **vals})

    def link_late(self):
        """Another stream links the item, and does not see the row that waits for it."""
        self.env["torg.exchange.link"]._link(self.onec, "offer", {("item-7", ""): self.late})

    def stock_of_late(self):
        return self.stock(self.main, self.late)[0]

    def test_row_is_applied_though_nobody_saw_it_when_its_key_was_linked(self):
        self.send(self.stock_row(7, 5))
        self.link_late()
        run = self.look()
        self.assertEqual((self.stock_of_late(), run.topic), (5, "stock"), self.show(run))
        self.assertFalse(self.parked())

    def test_row_of_an_unknown_key_is_left_alone(self):
        self.send(self.stock_row(7, 5))
        self.assertFalse(self.look())
        self.assertEqual(len(self.parked()), 1)

    def test_link_to_a_record_that_is_gone_is_no_known_key(self):
        self.send(self.stock_row(7, 5))
        self.link_late()
        self.late.product_tmpl_id.unlink()
        self.assertFalse(self.look())

    def test_newer_word_takes_the_older_that_waits_away(self):
        self.send(self.stock_row(7, 5))
        self.link_late()
        self.send(self.stock_row(7, 3), formed=LATER)
        self.assertFalse(self.parked())
        self.look()
        self.assertEqual(self.stock_of_late(), 3)

    def test_older_word_leaves_what_waits_and_is_newer(self):
        self.send(self.stock_row(7, 5), formed=LATER)
        self.link_late()
        self.send(self.stock_row(7, 3))
        self.assertEqual(len(self.parked()), 1)
        self.look()
        self.assertEqual(self.stock_of_late(), 5)

    def test_word_about_another_item_leaves_what_waits(self):
        self.send(self.stock_row(7, 5))
        self.send(self.stock_row(0, 3), formed=LATER)
        self.assertEqual(len(self.parked()), 1)

    def test_refused_word_leaves_what_waits(self):
        self.send(self.stock_row(7, 5))
        self.link_late()
        self.send(self.stock_row(7, "1e30"), formed=LATER)
        self.look()
        self.assertEqual(self.stock_of_late(), 5)

    def test_stream_that_has_more_to_tell_goes_first(self):
        self.send(self.stock_row(7, 5))
        self.link_late()
        run = self.make_file([self.stock_row(7, 3)])._start_run()
        self.assertFalse(self.look())
        self.finish(run)
        self.assertEqual(self.stock_of_late(), 3)

    def test_price_waits_no_longer_for_a_kind_that_was_mapped_meanwhile(self):
        self.send(self.price_row(0, 100, "late"))
        kind = self.env["torg.onec.price.type"].search([("external_id", "=", "late")])
        with patch.object(type(kind), "_settle_mapping"):
            kind.target = "ignored"
        self.look()
        self.assertFalse(self.parked())

    def test_turn_of_the_cron_has_a_bound(self):
        self.send(self.stock_row(7, 5), self.stock_row(8, 5))
        self.link_late()
        self.env["torg.exchange.link"]._link(self.onec, "offer", {("item-8", ""): self.products[0]})
        with patch.object(torg_onec_parked_known, "ROWS", 1):
            self.look()
        self.progress.assert_called_once_with(1, remaining=1)
        self.assertEqual(len(self.parked()), 1)

    def test_run_that_puts_a_row_aside_has_it_looked_at_soon(self):
        cron = self.env.ref("torg_1c.cron_replay")
        triggers = self.env["ir.cron.trigger"].search([("cron_id", "=", cron.id)])
        self.send(self.stock_row(0, 5))
        self.assertEqual(self.env["ir.cron.trigger"].search([("cron_id", "=", cron.id)]), triggers)
        self.send(self.stock_row(7, 5))
        self.assertEqual(len(self.env["ir.cron.trigger"].search([("cron_id", "=", cron.id)]) - triggers), 1)


@tagged("post_install", "-at_install")
class TestWaitingKnownOrders(WaitingMixin, OrdersCommon):
    """A customer becomes known by an answer about his order."""

    def test_person_waits_no_longer_for_the_card_that_an_answer_has_told(self):
        order = self.make_confirmed()
        [document] = self.take()
        self.load_rows([person("own-card")], section="partners")
        self.assertEqual(self.parked().waits_id, "own-card")
        self.answer([replace(document, partners=(replace(document.partners[0], id="own-card"),))])
        self.look()
        self.assertFalse(self.parked())
        self.assertEqual(order.partner_id.commercial_partner_id.child_ids.mapped("name"), ["Anna"])


@tagged("post_install", "-at_install")
class TestWaitingRace(RaceCase):
    """One stream puts a person aside while another one brings the company."""

    def _set_up(self, env):
        vals = {"name": "1C of the race", "code": "race-1c", "kind": "onec", "mode": "pull"}
        self.endpoint = env["torg.exchange.endpoint"].create(vals)

    def _tear_down(self, env):
        partners = env["res.partner"].search([("name", "in", ["Race company", "Anna of the race"])])
        env["ir.cron.trigger"].search([("cron_id", "=", env.ref("torg_1c.cron_replay").id)]).unlink()
        endpoint = self.endpoint.with_env(env)
        env["torg.onec.file"].search([("endpoint_id", "=", endpoint.id)]).unlink()
        env["torg.exchange.message"].search([("endpoint_id", "=", endpoint.id)]).unlink()
        endpoint.unlink()
        partners.sorted("parent_id", reverse=True).unlink()

    def _feed(self, env, record, topic):
        """Apply a record in this transaction."""
        vals = {"name": "race.jsonl", "endpoint_id": self.endpoint.id, "format": "records"}
        file = env["torg.onec.file"].create(vals)
        file._append(dumps(record).encode())
        OnecMixin.finish(file._start_run(topic))

    def test_row_put_aside_while_its_key_was_linked_is_applied_by_the_cron(self):
        self.startPatcher(patch.object(TorgExchangeMessage, "_enqueue_processing"))
        company, buyer = PartnerRec("race", name="Race company", is_company=True), person("race", "Anna of the race")
        with self._environment() as first:
            first.cr.execute("SELECT 1")  # its sight of the data begins here
            with self._environment() as second:
                self._feed(second, buyer, "partners")
            self._feed(first, company, "orders")
        with self._environment() as env:
            waiting = env["torg.onec.parked"].search([("endpoint_id", "=", self.endpoint.id)])
            self.assertEqual(waiting.waits_id, "race")
            env["torg.onec.parked"]._cron_replay()
            OnecMixin.finish(env["torg.onec.run"].search([("state", "=", "waiting")]))
            found = env["res.partner"].search([("name", "=", "Anna of the race")])
            self.assertEqual(found.parent_id.name, "Race company")
            self.assertFalse(waiting.exists())
