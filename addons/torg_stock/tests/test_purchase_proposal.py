import io
from datetime import timedelta

from openpyxl import load_workbook

from odoo import Command, fields
from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from .shortage import ShortageCommon


@tagged("post_install", "-at_install")
class TestPurchaseProposal(ShortageCommon):
    """What all stores lack, proposed to suppliers in their packs and prices."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.pack = cls.env.ref("uom.product_uom_pack_6")
        cls.supplier = cls.env["res.partner"].create({"name": "Distillery", "email": "orders@distillery.example"})
        cls.offer = cls._offer(cls.supplier, cls.product, product_uom_id=cls.pack.id, price=600, min_qty=2, delay=5)

    @classmethod
    def _offer(cls, supplier, product, **vals):
        place = {"partner_id": supplier.id, "product_tmpl_id": product.product_tmpl_id.id}
        return cls.env["product.supplierinfo"].create({**place, **vals})

    def _make(self, suppliers=None, **vals):
        return self.env["torg.purchase.proposal"].with_user(self.director)._make(suppliers or self.supplier, **vals)

    def _lack(self, quantity):
        """The third store lacks so many, nobody can help."""
        self._minimum(self.third, self.product, quantity)
        self._minimum(self.near, self.product, 10)
        self._minimum(self.far, self.product, 4)

    def test_need_of_stores_is_proposed_in_packs_of_the_supplier(self):
        self._lack(13)
        proposal = self._make()
        line = proposal.line_ids
        self.assertEqual((proposal.partner_id, proposal.state, proposal.lead_days), (self.supplier, "draft", 5))
        self.assertEqual((line.need_qty, line.packs, line.quantity, line.price), (13, 3, 18, 600))
        self.assertEqual((line.subtotal, proposal.amount_total), (1800, 1800))
        self.assertIn("Third store 13", line.where_text)

    def test_minimum_of_the_supplier_is_kept(self):
        self._lack(1)
        self.assertEqual(self._make().line_ids.packs, 2)

    def test_greater_quantity_gets_the_better_price(self):
        self._offer(self.supplier, self.product, product_uom_id=self.pack.id, price=500, min_qty=10, delay=5)
        self._lack(60)
        self.assertEqual(self._make().line_ids.price, 500)

    def test_what_other_stores_can_spare_is_not_bought(self):
        self._minimum(self.third, self.product, 20)
        self._minimum(self.far, self.product, 4)
        line = self._make().line_ids
        self.assertEqual((line.need_qty, line.surplus_qty, line.packs), (20, 10, 2))
        self.assertEqual(self._make(use_surplus=False).line_ids.packs, 4)

    def test_what_is_on_its_way_is_not_bought(self):
        self._lack(13)
        places = {"location_id": self.suppliers_place.id, "location_dest_id": self.third.lot_stock_id.id}
        self.env["stock.move"].create(
            {"product_id": self.product.id, "product_uom_qty": 13, **places}
        )._action_confirm()
        self.assertFalse(self._make().line_ids)

    def test_counting_again_keeps_one_draft_and_changes_by_hand(self):
        self._lack(13)
        proposal = self._make()
        self.assertEqual(self._make(), proposal)
        proposal.line_ids.packs = 7
        self._minimum(self.env["stock.warehouse"]._create_stores([{"name": "New"}]), self.product, 12)
        self.assertEqual(self._make(), proposal)
        self.assertEqual((proposal.line_ids.packs, proposal.line_ids.suggested_packs), (7, 5))

    def test_line_that_is_needed_no_longer_goes(self):
        self._lack(13)
        proposal = self._make()
        self._put(self.third, self.product, 20)
        proposal.action_recount()
        self.assertFalse(proposal.line_ids)

    def test_ordered_goods_are_not_proposed_until_they_are_late(self):
        self._lack(13)
        proposal = self._make()
        proposal.action_order()
        self.assertEqual(proposal.expected_date, fields.Date.context_today(proposal) + timedelta(days=5))
        if "purchase.order" not in self.env:
            self.assertFalse(self._make())
            proposal.expected_date -= timedelta(days=6)
            self.assertTrue(self._make().line_ids)

    def test_main_supplier_is_the_first_one(self):
        other = self.env["res.partner"].create({"name": "Other distillery"})
        self._offer(other, self.product, price=1, sequence=5)
        self._lack(13)
        self.assertFalse(self._make(other))
        self.assertTrue(self._make().line_ids)

    def test_offer_of_the_past_does_not_count(self):
        self.offer.date_end = fields.Date.today() - timedelta(days=1)
        self._lack(13)
        self.assertFalse(self._make())

    def test_foreign_money_becomes_ours(self):
        dollar = self.env.ref("base.USD")
        dollar.active = True
        dollar.rate_ids = [Command.clear(), Command.create({"name": "2020-01-01", "rate": 0.01})]
        self.offer.currency_id = dollar
        self._lack(13)
        rate = dollar._convert(1, self.env.company.currency_id, self.env.company, fields.Date.today())
        self.assertAlmostEqual(self._make().line_ids.price, 600 * rate, 2)

    def test_goods_added_by_hand_come_with_the_price_of_the_supplier(self):
        with Form(self.env["torg.purchase.proposal"].with_user(self.director)) as form:
            form.partner_id = self.supplier
            with form.line_ids.new() as line:
                line.product_id = self.product
                line.packs = 4
        line = form.record.line_ids
        self.assertEqual((line.product_uom_id, line.price, line.subtotal), (self.pack, 600, 2400))

    def test_table_names_article_packs_and_sums(self):
        self.offer.product_code = "D-1"
        self._lack(13)
        rows = list(load_workbook(io.BytesIO(self._make()._build_sheet())).active.values)
        self.assertEqual(rows[3], ("D-1", "", "Rum", "Pack of 6", 3, 18, 600, 1800))
        self.assertEqual((rows[4][2], rows[4][7]), ("Total", 1800))

    def test_letter_goes_to_the_supplier_with_the_table(self):
        self._lack(13)
        proposal = self._make()
        action = proposal.action_send()
        composer = self.env["mail.compose.message"].with_user(self.director).with_context(**action["context"])
        letter = composer.create({})
        self.assertIn("1&nbsp;800", letter.body)
        self.assertEqual(letter.partner_ids, self.supplier)
        self.assertTrue(letter.attachment_ids.name.endswith(".xlsx"))
        letter._action_send_mail()
        self.assertEqual(proposal.state, "sent")
        self.assertTrue(proposal.expected_date)
        message = proposal.message_ids.filtered("attachment_ids")[:1]
        self.assertEqual(message.partner_ids, self.supplier)

    def test_empty_proposal_is_not_sent(self):
        proposal = self.env["torg.purchase.proposal"].create({"partner_id": self.supplier.id})
        with self.assertRaisesRegex(UserError, "names no goods"):
            proposal.action_send()

    def test_sent_proposal_is_not_changed(self):
        self._lack(13)
        proposal = self._make()
        proposal._expect("sent")
        with self.assertRaises(UserError):
            proposal.line_ids.packs = 1
        with self.assertRaises(UserError):
            proposal.unlink()
        proposal.action_cancel()
        self.assertFalse(proposal.expected_date)

    def test_wizard_opens_the_drafts_or_says_that_nothing_is_needed(self):
        wizard = self.env["torg.purchase.need"].with_user(self.director)
        count = wizard.create({"partner_ids": self.supplier.ids})
        self.assertIn("Nothing has to be bought", count.action_count()["params"]["message"])
        self._lack(13)
        action = count.action_count()
        self.assertEqual(action["domain"], [("id", "in", self._make().ids)])

    def test_core_purchase_gets_a_draft_order(self):
        if "purchase.order" not in self.env:
            self.skipTest("core's Purchase is not installed: the proposal ends as ordered")
        self._lack(13)
        proposal = self._make()
        proposal.action_order()
        order = self.env["purchase.order"].browse(proposal.order_res_id)
        self.assertEqual((order.partner_id, order.state, order.origin), (self.supplier, "draft", proposal.name))
        line = order.order_line
        self.assertEqual((line.product_qty, line.product_uom_id, line.price_unit), (3, self.pack, 600))
        self.assertFalse(self._make(), "the draft order counts")

    def test_draft_of_another_company_is_counted_by_its_own_stores(self):
        self._lack(13)
        other = self.env["res.company"].create({"name": "Other trade"})
        self.director.company_ids |= other
        draft = self.env["torg.purchase.proposal"].with_user(self.director).with_company(other)
        draft = draft.create({"partner_id": self.supplier.id}).with_company(self.env.company)
        draft.action_recount()
        self.assertEqual((draft.company_id, bool(draft.counted_at)), (other, True))
        self.assertFalse(self.env["torg.purchase.proposal"].search([("company_id", "=", self.env.company.id)]))
