from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from odoo.modules.module import get_module_path, load_script
from odoo.tests import tagged

from odoo.addons.torg_1c.tools.kinds import ORDER
from odoo.addons.torg_1c.tools.records import HeaderRec

from .orders import NOW, AnswerCommon, OrdersCommon

NUMBER = "УТ00-000123"


@tagged("post_install", "-at_install")
class TestOrdersNumbers(OrdersCommon):
    """1C numbers its documents anew every year: a number that is known says nothing of a document made there."""

    def setUp(self):
        super().setUp()
        self.know_customer()
        self.last = self.year(2026, quantity=2)
        self.this = self.year(2027, quantity=5)

    def year(self, year, quantity=2, **vals):
        """Return the order with our number of a year."""
        vals = {"date": datetime(year, 2, 3, 15, 30), "posted": True, **vals}
        return replace(self.document(NUMBER, [self.line(quantity=quantity)], **vals), id=f"id-{year}")

    def take_in(self, *records):
        run = self.load([HeaderRec("2.10", NOW), *records])
        self.assertFalse(self.texts(run), self.show(run))
        return run

    def born(self):
        """Return year and quantity of each order made in 1C."""
        parts = self.env["torg.onec.order.part"].search([("origin", "=", "1c")]).sorted("date_1c")
        return [(part.date_1c.year, part.order_id.order_line.product_uom_qty) for part in parts]

    def test_one_number_of_two_years_in_one_message_is_two_orders(self):
        self.take_in(self.last, self.this)
        self.assertEqual(self.born(), [(2026, 2), (2027, 5)])
        before = self.count_rows()
        self.take_in(self.this, self.last)
        self.assertEqual(self.count_rows(), before)

    def test_one_number_of_two_years_in_two_messages_is_two_orders(self):
        self.take_in(self.last)
        self.take_in(self.this)
        self.assertEqual(self.born(), [(2026, 2), (2027, 5)])
        self.take_in(replace(self.this, lines=(self.line(quantity=7),)))
        self.assertEqual(self.born(), [(2026, 2), (2027, 7)])

    def test_one_number_of_two_years_of_the_past_is_two_orders(self):
        self.onec.onec_history_before = "2028-01-01"
        self.take_in(self.last, self.this, self.year(2025, paid=True))
        self.take_in(self.year(2024, paid=True))
        self.assertEqual([year for year, _quantity in self.born()], [2024, 2025, 2026, 2027])
        payments = self.env["torg.order.payment"].search([("order_id.onec_origin_id", "=", self.onec.id)])
        self.assertEqual(sorted(order.date_order.year for order in payments.order_id), [2024, 2025])

    def test_money_of_one_year_is_not_money_of_the_other(self):
        self.take_in(replace(self.last, paid=True, shipped=True))
        self.take_in(replace(self.this, paid=True, shipped=True))
        for order in self.env["sale.order"].search([("onec_origin_id", "=", self.onec.id)]):
            paid = order.payment_ids.amount
            self.assertEqual((paid, order._get_delivery_status()), (order.amount_total, "full"))
        before = self.count_rows()
        self.env["torg.onec.order.part"].search([]).answer_hash = False
        self.take_in(replace(self.this, paid=True, shipped=True), replace(self.last, paid=True, shipped=True))
        self.assertEqual(self.count_rows(), before)

    def test_documents_without_identifiers_are_told_apart_by_their_year(self):
        last, this = replace(self.last, id=""), replace(self.this, id="")
        self.take_in(last, this)
        self.assertEqual(self.born(), [(2026, 2), (2027, 5)])
        before = self.count_rows()
        self.take_in(this)
        self.take_in(last)
        self.assertEqual(self.count_rows(), before)
        self.take_in(replace(this, lines=(self.line(quantity=7),)))
        self.assertEqual(self.born(), [(2026, 2), (2027, 7)])

    def test_documents_without_identifiers_that_wait_do_not_replace_each_other(self):
        unknown = (self.line("nobody knows"),)
        documents = [replace(row, id="", lines=unknown) for row in (self.last, self.this)]
        self.load([HeaderRec("2.10", NOW), *documents, documents[0]])
        waiting = self.env["torg.onec.parked"].search([("endpoint_id", "=", self.onec.id)])
        self.assertEqual(len(waiting), 2)

    def test_first_hour_of_the_year_is_of_that_year(self):
        night = replace(self.this, id="", date=datetime(2027, 1, 1, 0, 30))
        self.take_in(night)
        self.take_in(replace(night, lines=(self.line(quantity=6),)), replace(self.last, id=""))
        self.assertEqual(sorted(quantity for _year, quantity in self.born()), [2, 6])

    def test_document_that_gets_an_identifier_later_is_the_same(self):
        self.take_in(replace(self.last, id=""))
        self.take_in(self.last)
        self.take_in(self.this)
        self.assertEqual(self.born(), [(2026, 2), (2027, 5)])

    def test_order_made_here_under_a_number_known_from_1c_goes_out(self):
        self.take_in(replace(self.last, number="S-77"))
        order = self.make_confirmed(name="S-77")
        [row] = self.take()
        self.assertEqual((row.number, row.id), ("S-77", self.part(order).uuid))
        self.take_in(replace(self.last, number="S-77", lines=(self.line(quantity=3),)))
        self.assertEqual((self.born(), order.order_line.product_uom_qty), ([(2026, 3)], 2))

    def test_document_that_hid_behind_a_number_comes_in_after_the_update(self):
        self.take_in(self.last)
        part = self.env["torg.onec.order.part"].search([("uuid", "=", "id-2026")])
        link = self.env["torg.exchange.link"]
        link._link(self.onec, ORDER, {("id-2027", ""): part})
        path = f"{get_module_path('torg_1c')}/migrations/19.0.1.0.1/post-migrate.py"
        self.env.flush_all()
        load_script(path, "post-migrate").migrate(self.env.cr, "19.0.1.0.0")
        self.env.invalidate_all()
        self.assertFalse(part.answer_hash, "what 1C says of it next is looked at again")
        self.take_in(self.this)
        self.assertEqual(self.born(), [(2026, 2), (2027, 5)])


@tagged("post_install", "-at_install")
class TestOrdersOwnNumbers(AnswerCommon):
    """A number of ours is an order of ours, whatever 1C calls its document."""

    def test_answer_under_an_identifier_of_1c_is_ours_by_its_number(self):
        self.back(id="own-of-1c", lines=(self.line(quantity=1),), total=Decimal(100))
        self.assertEqual((self.part(self.order).state, self.order.order_line.product_uom_qty), ("accepted", 1))
        self.assertFalse(self.env["sale.order"].search([("onec_origin_id", "=", self.onec.id)]))

    def test_link_of_our_order_to_its_document_outlives_the_update(self):
        self.back(id="own-of-1c")
        path = f"{get_module_path('torg_1c')}/migrations/19.0.1.0.1/post-migrate.py"
        self.env.flush_all()
        load_script(path, "post-migrate").migrate(self.env.cr, "19.0.1.0.0")
        self.env.invalidate_all()
        known = self.env["torg.exchange.link"]._lookup(self.onec, ORDER, [("own-of-1c", "")])
        self.assertEqual(known, {("own-of-1c", ""): self.part(self.order).id})
