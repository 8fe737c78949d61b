from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged

from .common import RevisionCommon

MONDAY = fields.Datetime.to_datetime("2026-10-05 06:00:00")
DAY = timedelta(days=1)


@tagged("post_install", "-at_install")
@freeze_time(MONDAY)
class TestPriceExchange(RevisionCommon):
    """A revision meets 1C and the shop: events, requests, conflicts."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["torg.exchange.endpoint"].search([]).active = False
        events = ("event_price_changed", "event_price_revision", "event_price_request", "event_pricelist_changed")
        cls.events = cls.env["torg.exchange.event"].concat(*(cls.env.ref(f"torg_pricelist.{name}") for name in events))
        cls.endpoint = cls._create_endpoint("ledger", cls.events)
        cls.dealer_list = cls._create_pricelist("Dealers test")
        cls.dealer_type = cls.env["torg.price.type"].create(
            {
                "name": "Dealers", "code": "dealers_test", "pricelist_id": cls.dealer_list.id,
                "owner": "external", "endpoint_id": cls.endpoint.id,
            }
        )  # fmt: skip
        cls.dealer = cls._create_customer("Dealer", cls.dealer_list)

    @classmethod
    def _create_endpoint(cls, code, events):
        vals = {"name": code.title(), "code": code, "kind": "webhook", "mode": "pull", "event_ids": events.ids}
        return cls.env["torg.exchange.endpoint"].create(vals)

    def _get_events(self, endpoint=None):
        domain = [("endpoint_id", "=", (endpoint or self.endpoint).id), ("direction", "=", "out")]
        messages = self.env["torg.exchange.message"].search(domain, order="id")
        return [(message.event_id.code, message.res_model, message.res_id) for message in messages]

    def _receive(self, *rows):
        """Take prices of the system that keeps them: `(product id, from quantity, price)`."""
        prices = {(product_id, float(quantity)): price for product_id, quantity, price in rows}
        nothing = self.env["torg.price.revision"]
        revision, counts = self.dealer_type._append_external_prices(self.endpoint, nothing, prices)
        if revision:
            revision._finish_publication()
        return counts

    def _compare(self, *rows):
        """Hear of prices that are kept here; return how many differ."""
        prices = {(product_id, float(quantity)): price for product_id, quantity, price in rows}
        return self.retail_type._compare_external_prices(self.endpoint, prices)["conflicts"]

    # === EVENTS === #

    def test_published_prices_are_told_one_by_one_and_as_a_document(self):
        revision = self._publish({self.cabernet: 555.0, self.water: 41.0})
        self.assertEqual(
            self._get_events(),
            [
                ("price.changed", "product.product", self.cabernet.id),
                ("price.changed", "product.product", self.water.id),
                ("price.revision", "torg.price.revision", revision.id),
            ],
        )

    def test_scheduled_prices_are_told_at_their_hour_the_document_at_once(self):
        revision = self._publish({self.cabernet: 555.0}, effective_at=MONDAY + DAY)
        self.assertEqual(self._get_events(), [("price.revision", "torg.price.revision", revision.id)])
        with freeze_time(MONDAY + DAY):
            self.env["torg.price.revision"].with_context(queue_job__no_delay=True)._cron_take_effect()
        self.assertEqual(self._get_events()[1:], [("price.changed", "product.product", self.cabernet.id)])

    def test_withdrawn_document_is_told_again(self):
        revision = self._publish({self.cabernet: 555.0}, effective_at=MONDAY + DAY)
        revision.action_roll_back()
        self.assertEqual([event[0] for event in self._get_events()], ["price.revision", "price.revision"])

    def test_nothing_is_told_of_what_was_rolled_back_by_the_database(self):
        with self.assertRaises(ZeroDivisionError), self.env.cr.savepoint():
            self._publish({self.cabernet: 555.0})
            raise ZeroDivisionError
        self.assertEqual(self._get_events(), [])

    def test_prices_changed_by_hand_are_told_too(self):
        rule = self._create_rule(self.retail, product_id=self.cabernet.id, fixed_price=510.0)
        rule.fixed_price = 511.0
        rule.unlink()
        self.water.list_price = 39.0
        changed = [("price.changed", "product.product", self.cabernet.id)] * 3
        self.assertEqual(self._get_events(), [*changed, ("price.changed", "product.product", self.water.id)])

    def test_rule_for_many_goods_tells_of_the_whole_list(self):
        self.wholesale_rule.percent_price = 8.0
        self.wholesale_rule.date_end = MONDAY + DAY
        self.assertEqual(self._get_events()[0], ("pricelist.changed", "product.pricelist", self.wholesale.id))

    def test_two_hundred_prices_cost_a_few_queries_to_tell(self):
        products = self.env["product.product"].create([{"name": f"Goods {i}", "list_price": 1} for i in range(200)])
        products._emit_event("price.changed")
        with self.assertQueryCount(4):
            products._emit_event("price.changed")

    # === WHAT BECAME OF IT === #

    def test_revision_shows_what_the_ledger_made_of_it(self):
        revision = self._publish({self.cabernet: 555.0})
        message = self.env["torg.exchange.message"].search([("res_model", "=", "torg.price.revision")])
        as_director = revision.with_user(self.director)
        for state, shown in (
            ("ready", "waiting"), ("offered", "waiting"), ("delivered", "delivered"), ("accepted", "accepted"),
            ("failed", "refused"), ("dead", "refused"),
        ):  # fmt: skip
            message.write({"state": state, "error": "No such goods" if shown == "refused" else False})
            as_director.invalidate_recordset()
            self.assertEqual(as_director.exchange_state, shown, state)
        self.assertEqual(as_director.exchange_note, "Ledger: No such goods")

    def test_without_listeners_nothing_is_shown(self):
        self.endpoint.event_ids = False
        self.assertFalse(self._publish({self.cabernet: 555.0}).exchange_state)

    # === KEPT THERE === #

    def test_prices_kept_there_are_applied_and_the_second_time_change_nothing(self):
        rows = [(self.cabernet.id, 0, 420.0), (self.water.id, 12, 30.0)]
        self.assertEqual(self._receive(*rows)["applied"], 2)
        self.assertEqual(self._get_price(self.cabernet, partner=self.dealer), 420.0)
        self.assertEqual(self._get_price(self.water, partner=self.dealer, quantity=12), 30.0)
        revisions = self.env["torg.price.revision"].search([("price_type_id", "=", self.dealer_type.id)])
        self.assertEqual((revisions.source, revisions.state), ("external", "published"))
        with freeze_time(MONDAY + DAY):
            self.assertEqual(self._receive(*rows), {"applied": 0, "unchanged": 2})
        self.assertEqual(self.dealer_type.revision_count, 1)
        history = self.env["torg.price.history"].search([("pricelist_id", "=", self.dealer_list.id)])
        self.assertEqual(set(history.mapped("source")), {"external"})
        self.assertNotIn("price.revision", [event[0] for event in self._get_events()])

    def test_resend_of_the_same_writes_nothing(self):
        rows = [(self.cabernet.id, 0, 420.0)]
        self._receive(*rows)
        with self.assertQueryCount(8):
            self._receive(*rows)

    def test_change_of_a_price_kept_there_is_a_request(self):
        self._receive((self.cabernet.id, 0, 420.0))
        with freeze_time(MONDAY + DAY):
            revision = self._publish({self.cabernet: 430.0, self.water: 35.0}, price_type_id=self.dealer_type.id)
            self.assertEqual(revision.state, "requested")
            self.assertIn(("price.request", "torg.price.revision", revision.id), self._get_events())
            self.assertEqual(self._get_price(self.cabernet, partner=self.dealer), 420.0)
        with freeze_time(MONDAY + 2 * DAY):
            self._receive((self.cabernet.id, 0, 430.0))
            self.assertEqual(revision.state, "requested")
            self._receive((self.water.id, 0, 36.0))
            self.assertEqual(revision.state, "published")
            self.assertEqual(self._get_price(self.cabernet, partner=self.dealer), 430.0)
        self.assertEqual(revision.line_ids.mapped("returned_price"), [430.0, 36.0])

    def test_former_price_told_again_is_no_answer(self):
        self._receive((self.cabernet.id, 0, 420.0))
        with freeze_time(MONDAY + DAY):
            revision = self._publish({self.cabernet: 430.0}, price_type_id=self.dealer_type.id)
            self._receive((self.cabernet.id, 0, 420.0))  # an export formed before the request was looked at
            self.assertEqual((revision.state, revision.line_ids.state), ("requested", "new"))
            self._receive((self.cabernet.id, 0, 430.0))
            self.assertEqual((revision.state, revision.line_ids.returned_price), ("published", 430.0))

    def _publish_outside(self):
        """Return a revision of a price from 420 to 430 that the outside system has answered."""
        self._receive((self.cabernet.id, 0, 420.0))
        with freeze_time(MONDAY + DAY):
            revision = self._publish({self.cabernet: 430.0}, price_type_id=self.dealer_type.id)
            self._receive((self.cabernet.id, 0, 430.0))
        return revision

    def test_requested_price_can_be_asked_back(self):
        revision = self._publish_outside()
        with freeze_time(MONDAY + 2 * DAY):
            revision.action_roll_back()
            rollback = revision.rollback_ids
            self.assertEqual((rollback.state, rollback.line_ids.new_price), ("requested", 420.0))
            self._receive((self.cabernet.id, 0, 420.0))
        self.assertEqual((rollback.state, revision.state), ("published", "rolled_back"))

    def test_price_is_asked_back_once(self):
        revision = self._publish_outside()
        with freeze_time(MONDAY + 2 * DAY):
            revision.action_roll_back()
            with self.assertRaises(UserError):
                revision.action_roll_back()
            revision.rollback_ids.action_cancel()
            revision.action_roll_back()
        self.assertEqual(sorted(revision.rollback_ids.mapped("state")), ["cancelled", "requested"])

    def test_system_that_takes_no_requests_is_told_of(self):
        self.endpoint.event_ids -= self.env.ref("torg_pricelist.event_price_request")
        with self.assertRaises(UserError) as caught:
            self._publish({self.cabernet: 430.0}, price_type_id=self.dealer_type.id)
        self.assertIn("Ledger", str(caught.exception))

    def test_type_kept_outside_needs_to_know_where(self):
        with self.assertRaises(ValidationError):
            self.wholesale_type.owner = "external"

    def test_product_that_is_gone_is_passed_over(self):
        missing = self.env["product.product"].search([], order="id desc", limit=1).id + 1000
        self.assertEqual(self._receive((missing, 0, 5.0))["applied"], 0)
        self.assertEqual(self._compare((missing, 0, 5.0)), 0)

    # === KEPT HERE === #

    def _get_conflicts(self):
        conflicts = self.env["torg.price.conflict"].search([("price_type_id", "=", self.retail_type.id)])
        return conflicts.sorted("id")

    def test_other_price_from_outside_is_a_conflict_and_changes_nothing(self):
        self.assertEqual(self._compare((self.cabernet.id, 0, 490.0)), 1)
        self.assertEqual(self._get_price(self.cabernet), 500.0)
        conflict = self._get_conflicts()
        self.assertEqual((conflict.our_price, conflict.their_price, conflict.state), (500.0, 490.0, "open"))
        self._compare((self.cabernet.id, 0, 480.0))
        self.assertEqual(self._get_conflicts().their_price, 480.0)

    def test_conflict_goes_when_the_prices_meet(self):
        self._compare((self.cabernet.id, 0, 490.0))
        self._compare((self.cabernet.id, 0, 500.0))
        self.assertEqual(self._get_conflicts().state, "gone")

    def test_price_still_on_its_way_is_no_conflict(self):
        self._publish({self.cabernet: 555.0})
        self.assertEqual(self._compare((self.cabernet.id, 0, 500.0)), 0)
        self.env["torg.exchange.message"].search([("res_model", "=", "torg.price.revision")]).state = "accepted"
        self.assertEqual(self._compare((self.cabernet.id, 0, 500.0)), 1)

    def test_director_keeps_ours_and_it_is_told_again(self):
        self._compare((self.cabernet.id, 0, 490.0))
        conflict = self._get_conflicts()
        with self.assertRaises(AccessError):
            conflict.with_user(self.manager).action_keep_ours()
        conflict.with_user(self.director).action_keep_ours()
        self.assertEqual((conflict.state, conflict.user_id), ("kept", self.director))
        self.assertEqual(self._get_events(), [("price.changed", "product.product", self.cabernet.id)])

    def test_director_takes_theirs_by_a_revision(self):
        self._compare((self.cabernet.id, 0, 490.0), (self.water.id, 0, 39.0))
        action = self._get_conflicts().with_user(self.director).action_take_theirs()
        revision = self.env["torg.price.revision"].browse(action["res_id"])
        self.assertEqual(revision.line_ids.mapped("new_price"), [490.0, 39.0])
        self.assertEqual(revision.state, "draft")
