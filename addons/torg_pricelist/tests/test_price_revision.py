from datetime import timedelta

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .common import RevisionCommon

MONDAY = fields.Datetime.to_datetime("2026-10-05 06:00:00")
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)


@tagged("post_install", "-at_install")
@freeze_time(MONDAY)
class TestPriceRevision(RevisionCommon):
    # === PUBLICATION === #

    def test_published_price_holds_at_once(self):
        revision = self._publish({self.cabernet: 555.0})
        self.assertEqual(self._get_price(self.cabernet), 555.0)
        self.assertEqual((revision.state, revision.effective), ("published", True))
        self.assertEqual(revision.line_ids.state, "effective")

    def test_lists_counted_from_it_follow(self):
        self._publish({self.cabernet: 600.0})
        self.assertEqual(self._get_price(self.cabernet, partner=self.shop), 558.0)

    def test_old_row_is_closed_not_edited(self):
        self._publish({self.cabernet: 555.0})
        with freeze_time(MONDAY + DAY):
            self._publish({self.cabernet: 560.0})
        self.assertEqual(
            self._get_rows(self.cabernet),
            [(555.0, MONDAY, MONDAY + DAY - SECOND), (560.0, MONDAY + DAY, False)],
        )
        self.assertEqual(self._get_price(self.cabernet, date=MONDAY + DAY - SECOND), 555.0)

    def test_list_price_of_the_card_follows_the_retail_type_only(self):
        self._publish({self.cabernet: 444.0}, price_type_id=self.wholesale_type.id)
        self.assertEqual(self.cabernet.list_price, 500.0)
        self._publish({self.cabernet: 555.0})
        self.assertEqual(self.cabernet.list_price, 555.0)

    def test_card_with_variants_shows_the_lowest_price(self):
        small, large = self._create_variants()
        self._publish({small: 90.0, large: 150.0})
        self.assertEqual(small.product_tmpl_id.list_price, 90.0)
        with freeze_time(MONDAY + DAY):
            self._publish({small: 160.0})
            self.assertEqual((self._get_price(small), self._get_price(large)), (160.0, 150.0))
        self.assertEqual(small.product_tmpl_id.list_price, 150.0)

    def _create_variants(self):
        size = self.env["product.attribute"].create({"name": "Size", "create_variant": "always"})
        values = self.env["product.attribute.value"].create(
            [{"name": name, "attribute_id": size.id} for name in ("S", "L")]
        )
        line = Command.create({"attribute_id": size.id, "value_ids": [Command.set(values.ids)]})
        template = self.env["product.template"].create({"name": "Box", "list_price": 100, "attribute_line_ids": [line]})
        return template.product_variant_ids

    def test_price_for_a_quantity_is_a_price_of_its_own(self):
        self._publish({self.water: 42.0, (self.water, 12): 38.0})
        self.assertEqual([self._get_price(self.water, quantity=quantity) for quantity in (1, 12)], [42.0, 38.0])
        with freeze_time(MONDAY + DAY):
            self._publish({(self.water, 12): 37.0})
            self.assertEqual([self._get_price(self.water, quantity=quantity) for quantity in (1, 12)], [42.0, 37.0])

    def test_unchanged_price_gets_no_row(self):
        revision = self._publish({self.cabernet: 500.0, self.water: 41.0})
        self.assertEqual(self._get_rows(self.cabernet), [])
        self.assertEqual(revision.line_ids.mapped("state"), ["skipped", "effective"])

    def test_two_publications_in_one_second_leave_an_order_of_rows(self):
        self._publish({self.cabernet: 555.0})
        self._publish({self.cabernet: 556.0})
        first, second = self._get_rows(self.cabernet)
        self.assertLess(first[2], second[1])
        self.assertEqual(self._get_price(self.cabernet, date=MONDAY + timedelta(minutes=1)), 556.0)
        self.assertEqual(self.cabernet.list_price, 556.0)

    def test_row_made_by_hand_is_closed_too(self):
        self._create_rule(self.retail, product_id=self.cabernet.id, fixed_price=510.0)
        self._publish({self.cabernet: 555.0})
        self.assertEqual(self._get_rows(self.cabernet), [(510.0, False, MONDAY - SECOND), (555.0, MONDAY, False)])

    def test_rows_of_a_revision_cannot_be_edited_or_removed(self):
        revision = self._publish({self.cabernet: 555.0})
        for change in (
            lambda row: row.write({"fixed_price": 1.0}),
            lambda row: row.write({"date_end": MONDAY + DAY}),
            lambda row: row.unlink(),
        ):
            with self.assertRaises(UserError):
                change(revision.line_ids.item_id)

    def test_copied_row_is_like_one_the_orm_made(self):
        revision = self._publish({self.cabernet: 555.0, self.water: 41.0})
        made, copied = revision.line_ids.item_id.sorted("id")
        own = {
            "id", "product_id", "product_tmpl_id", "fixed_price", "revision_line_id", "display_name", "name", "price",
            "product_uom_name",
        }  # fmt: skip
        names = [name for name, field in made._fields.items() if name not in own and field.type != "one2many"]
        for name in names:
            self.assertEqual(made[name], copied[name], name)

    # === THE HOUR === #

    def test_scheduled_price_waits_for_its_hour(self):
        revision = self._publish({self.cabernet: 555.0}, effective_at=MONDAY + DAY)
        self.assertEqual((revision.state, revision.effective, revision.line_ids.state), ("published", False, "placed"))
        self.assertEqual((self._get_price(self.cabernet), self.cabernet.list_price), (500.0, 500.0))
        self.assertFalse(self.env["torg.price.history"].search([("revision_id", "=", revision.id)]))
        with freeze_time(MONDAY + DAY):
            self.assertEqual(self._get_price(self.cabernet), 555.0)
            self.env["torg.price.revision"].with_context(queue_job__no_delay=True)._cron_take_effect()
        self.assertEqual((revision.effective, self.cabernet.list_price), (True, 555.0))
        self.assertTrue(self.env["torg.price.history"].search([("revision_id", "=", revision.id)]))

    def test_earlier_revision_published_later_ends_where_the_scheduled_one_begins(self):
        self._publish({self.cabernet: 600.0}, effective_at=MONDAY + 2 * DAY)
        self._publish({self.cabernet: 550.0}, effective_at=MONDAY + DAY)
        moments = (MONDAY, MONDAY + DAY, MONDAY + 2 * DAY, MONDAY + 9 * DAY)
        self.assertEqual(
            [self._get_price(self.cabernet, date=moment) for moment in moments], [500.0, 550.0, 600.0, 600.0]
        )

    def test_price_for_a_time_made_by_hand_ends_when_the_revision_begins(self):
        self._create_rule(self.retail, product_id=self.cabernet.id, fixed_price=400.0, date_end=MONDAY + 5 * DAY)
        self._publish({self.cabernet: 555.0}, effective_at=MONDAY + DAY)
        self.assertEqual(self._get_price(self.cabernet, date=MONDAY + 2 * DAY), 555.0)
        self.assertEqual(self._get_price(self.cabernet, date=MONDAY + 9 * DAY), 555.0)

    def test_hour_that_comes_between_two_jobs_is_not_missed(self):
        with freeze_time(MONDAY - SECOND):
            revision = self._create_revision({self.cabernet: 555.0}, effective_at=MONDAY)
            revision.action_approve_and_publish()
            revision._publish_next()
            self.assertEqual(revision.line_ids.state, "placed")
        revision._publish_next()
        self.env["torg.price.revision"].with_context(queue_job__no_delay=True)._cron_take_effect()
        self.assertEqual((revision.effective, revision.line_ids.state), (True, "effective"))
        self.assertEqual(self.cabernet.list_price, 555.0)

    def test_hour_comes_for_goods_archived_meanwhile_too(self):
        small, large = self._create_variants()
        revision = self._publish({self.water: 41.0, small: 90.0, large: 150.0}, effective_at=MONDAY + DAY)
        self.water.product_tmpl_id.action_archive()
        small.action_archive()
        with freeze_time(MONDAY + DAY):
            self.env["torg.price.revision"].with_context(queue_job__no_delay=True)._cron_take_effect()
        self.assertTrue(revision.effective)
        self.assertEqual(large.product_tmpl_id.list_price, 150.0)

    # === JOBS === #

    def test_publication_is_a_chain_of_chunks_that_goes_on_after_a_death(self):
        self.patch_chunk(2)
        products = self.env["product.product"].create(
            [{"name": f"Goods {index}", "list_price": 1} for index in range(5)]
        )
        revision = self._create_revision({product: 10.0 for product in products})
        revision.accept_warnings = True
        revision.action_approve_and_publish()
        revision._publish_next()
        self.assertEqual(revision.line_ids.mapped("state"), ["effective"] * 2 + ["new"] * 3)
        revision.invalidate_recordset()
        self.assertEqual((revision.is_busy, revision.progress), (True, 40.0))
        revision.with_context(queue_job__no_delay=True)._publish_next()
        revision.invalidate_recordset()
        self.assertEqual((revision.state, revision.is_busy), ("published", False))
        self.assertEqual({self._get_price(product) for product in products}, {10.0})
        self.assertEqual(revision._publish_next(), "nothing to do")

    def patch_chunk(self, size):
        self.patch(self.env.registry["torg.price.revision"], "_get_chunk", lambda _self: size)

    def test_chunk_costs_the_same_queries_for_two_and_for_two_hundred(self):
        products = self.env["product.product"].create([{"name": f"Goods {i}", "list_price": 1} for i in range(202)])
        self._publish({products[0]: 5.0})
        for batch in (products[:2], products[2:]):
            revision = self._create_revision({product: 10.0 for product in batch})
            revision.line_ids.flush_recordset()
            revision.sudo().write({"state": "publishing", "starts_at": MONDAY})
            self.env.flush_all()
            with self.assertQueryCount(60):
                revision.line_ids._publish()

    # === WHO AND HOW === #

    def test_supervisor_prepares_and_director_publishes(self):
        revision = self._create_revision({self.cabernet: 520.0}, user=self.supervisor)
        revision.action_submit()
        self.assertEqual(revision.state, "to_approve")
        for action in ("action_approve", "action_publish", "action_roll_back", "action_approve_and_publish"):
            with self.assertRaises(AccessError):
                getattr(revision, action)()
        revision.with_user(self.director).action_approve()
        self.assertEqual((revision.state, revision.approver_id), ("approved", self.director))

    def test_state_moves_only_by_the_buttons(self):
        revision = self._create_revision({self.cabernet: 520.0})
        for vals in ({"state": "approved"}, {"approver_id": self.director.id}, {"source": "external"}):
            with self.assertRaises(AccessError):
                revision.write(vals)
        with self.assertRaises(AccessError):
            revision.with_context(default_state="approved").copy({"line_ids": []})
        with self.assertRaises(AccessError):
            revision.line_ids.write({"item_id": self.wholesale_rule.id})

    def test_only_a_draft_can_be_changed(self):
        revision = self._create_revision({self.cabernet: 520.0})
        revision.action_submit()
        with self.assertRaises(UserError):
            revision.line_ids.new_price = 1.0
        with self.assertRaises(UserError):
            revision.effective_at = MONDAY
        with self.assertRaises(UserError):
            revision.unlink()
        revision.action_back_to_draft()
        revision.line_ids.new_price = 530.0
        revision.unlink()

    def test_warnings_must_be_accepted_by_a_director(self):
        self.cabernet.minimum_price = 450.0
        revision = self._create_revision({self.cabernet: 449.99}, user=self.supervisor)
        self.assertEqual(revision.warning_count, 1)
        with self.assertRaises(AccessError):
            revision.accept_warnings = True
        as_director = revision.with_user(self.director)
        with self.assertRaises(UserError):
            as_director.action_approve()
        as_director.accept_warnings = True
        as_director.action_approve()
        self.assertEqual(revision.state, "approved")

    def test_nobody_accepts_warnings_for_the_director(self):
        with self.assertRaises(AccessError):
            self._create_revision({self.cabernet: 1.0}, user=self.supervisor, accept_warnings=True)

    def test_line_cannot_join_a_revision_that_was_approved(self):
        approved = self._create_revision({self.water: 41.0})
        approved.action_approve()
        draft = self._create_revision({self.cabernet: 1.0}, user=self.supervisor)
        with self.assertRaises(UserError):
            draft.line_ids.revision_id = approved

    def test_revision_without_lines_or_reason_goes_nowhere(self):
        for revision in (self._create_revision({}), self._create_revision({self.water: 41.0}, reason=False)):
            with self.assertRaises(UserError):
                revision.action_submit()

    def test_price_moved_meanwhile_is_noticed_when_submitted(self):
        revision = self._create_revision({self.cabernet: 520.0})
        with freeze_time(MONDAY + DAY):
            self._publish({self.cabernet: 510.0})
            revision.action_submit()
        self.assertEqual(revision.line_ids.old_price, 510.0)

    # === PREVIEW === #

    def test_preview_tells_change_margin_and_effect(self):
        self._sell(self.cabernet, 10)
        revision = self._create_revision({self.cabernet: 550.0, self.water: 30.0})
        wine, water = revision.line_ids
        self.assertEqual((wine.old_price, wine.change, wine.change_percent), (500.0, 50.0, 10.0))
        self.assertEqual((wine.sold_quantity, wine.month_effect), (10.0, 500.0))
        share = wine.net_share
        self.assertAlmostEqual(wine.old_margin, 100 * (500 * share - 300) / (500 * share), 2)
        self.assertAlmostEqual(wine.new_margin, 100 * (550 * share - 300) / (550 * share), 2)
        self.assertEqual((revision.line_count, revision.up_count, revision.down_count), (2, 1, 1))
        self.assertEqual(revision.month_effect, 500.0)
        self.assertAlmostEqual(revision.average_change, 100 * 40 / 540, 2)
        self.assertAlmostEqual(revision.old_margin, 100 * (1 - 320 / (540 * share)), 2)
        self.assertAlmostEqual(revision.new_margin, 100 * (1 - 320 / (580 * share)), 2)
        self.assertFalse(water.below_cost)

    def test_tax_in_the_price_is_not_margin(self):
        tax = self.env["account.tax"].create(
            {"name": "20 % test", "amount": 20.0, "price_include_override": "tax_included", "type_tax_use": "sale"}
        )
        self.cabernet.taxes_id = tax
        revision = self._create_revision({self.cabernet: 350.0})
        self.assertAlmostEqual(revision.line_ids.net_share, 1 / 1.2, 4)
        self.assertTrue(revision.line_ids.below_cost)
        self.assertEqual(revision.below_cost_count, 1)

    def test_big_change_is_marked(self):
        revision = self._create_revision({self.cabernet: 5000.0, self.water: 41.0})
        self.assertEqual(revision.line_ids.mapped("big_change"), [True, False])
        self.assertEqual(revision.warning_count, 1)

    def _sell(self, product, quantity):
        self.env["stock.quant"]._update_available_quantity(product, self.warehouse.lot_stock_id, quantity)
        line = Command.create({"product_id": product.id, "product_uom_qty": quantity})
        self.env["sale.order"].create({"partner_id": self.shop.id, "order_line": [line]}).action_confirm()
