from odoo import Command
from odoo.tests import tagged

from odoo.addons.torg_sale.exceptions import StageRefusal
from odoo.addons.torg_sale.tests.common import OrderCommon


@tagged("post_install", "-at_install")
class TestJournal(OrderCommon):
    def _make_committed_order(self, **values):
        order = self._make_order(**values)
        self._commit()
        return order

    def test_new_order_has_one_row(self):
        order = self._make_committed_order()
        self.assertEqual(order.journal_ids.mapped("kind"), ["created"])
        self.assertEqual(order.journal_ids.amount_after, 200)
        self.assertEqual(order.journal_ids.changes["lines"][0]["new"]["quantity"], 2)

    def test_one_transaction_is_one_row(self):
        order = self._make_committed_order()
        order.order_line.price_unit = 150
        order.order_line.product_uom_qty = 3
        self._move(order, "agreed")
        self._commit()
        row = order.journal_ids[0]
        self.assertEqual(len(order.journal_ids), 2)
        self.assertEqual((row.amount_before, row.amount_after), (200, 450))
        self.assertEqual((row.stage_from_id, row.stage_to_id), (self.stages["new"], self.stages["agreed"]))
        self.assertEqual(row.channel, "desk")
        self.assertEqual(row.user_id, self.manager)

    def test_nothing_changed_nothing_written(self):
        order = self._make_committed_order()
        order.write({"user_id": order.user_id.id})
        self._commit()
        self.assertEqual(len(order.journal_ids), 1)

    def test_refused_move_leaves_no_row(self):
        order = self._make_committed_order()
        try:
            with self.cr.savepoint():
                self._move(order, "cancelled")
        except StageRefusal:
            order.invalidate_recordset()
        self._commit()
        self.assertEqual(len(order.journal_ids), 1)

    def test_change_after_a_rolled_back_one_is_written(self):
        order = self._make_committed_order()
        order.user_id = self.other_manager
        try:
            with self.cr.savepoint():
                order.order_line.price_unit = 1
                raise ValueError
        except ValueError:
            pass
        self._commit()
        row = order.journal_ids[0]
        self.assertEqual((row.user_from_id, row.user_to_id), (self.manager, self.other_manager))
        self.assertEqual(row.amount_after, 200)

    def test_removed_and_added_lines_are_told(self):
        order = self._make_committed_order()
        other = self._create_product("Gin")
        order.order_line.unlink()
        order.order_line = [Command.create({"product_id": other.id, "product_uom_qty": 1, "price_unit": 70})]
        self._commit()
        text = order.journal_ids[0].text
        self.assertIn("− Rum × 2", text)
        self.assertIn("+ Gin × 1", text)

    def test_journal_speaks_as_its_reader_writes(self):
        order = self._make_committed_order()
        order.order_line.price_unit = 1234.5
        order.validity_date = "2026-12-31"
        self._commit()
        row = order.journal_ids[0].with_context(lang="ru_RU", tz="Europe/Moscow")
        self.assertIn("2\u00a0469,00", row.text)
        field = self.env["sale.order"]._fields["commitment_date"]
        self.assertRegex(row._show_value(field, "2026-12-31 21:30:00"), r"^01\.01\.2027.* 00:30$")

    def test_replaying_the_journal_gives_the_sum(self):
        order = self._make_committed_order()
        for price in (110, 120, 90):
            order.order_line.price_unit = price
            self._commit()
        rows = order.journal_ids.sorted("id")
        self.assertEqual(rows.mapped("amount_after"), [200, 220, 240, 180])
        self.assertEqual(rows[1:].mapped("amount_before"), rows[:-1].mapped("amount_after"))

    def test_handlers_remain(self):
        order = self._make_committed_order()
        order.user_id = self.other_manager
        self._commit()
        self.assertEqual(order.handler_ids, self.manager | self.other_manager)
        self.assertTrue(order.with_user(self.manager).has_access("read"))
        self.assertFalse(order.with_user(self.manager).has_access("write"))
        self.assertTrue(order.journal_ids.with_user(self.manager).has_access("read"))

    def test_journal_is_not_written_by_people(self):
        order = self._make_committed_order()
        for person in (self.manager, self.supervisor, self.director):
            self.assertFalse(order.journal_ids.with_user(person).has_access("write"))
            self.assertFalse(order.journal_ids.with_user(person).has_access("unlink"))

    def test_journal_keeps_no_names_of_customers(self):
        order = self._make_committed_order()
        other = self.env["res.partner"].create({"name": "Фёкла Секретная"})
        order.partner_id = other
        self._commit()
        self.assertNotIn("Секретная", str(order.journal_ids.mapped("changes")))
        self.assertIn("Фёкла Секретная", order.journal_ids[0].text)
        other.name = "Anonymous"
        order.journal_ids.invalidate_recordset()
        self.assertIn("Anonymous", order.journal_ids[0].text)
