from unittest.mock import patch

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.torg_sale.tests.common import OrderCommon


@tagged("post_install", "-at_install")
class TestUpsell(OrderCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.gin = cls._create_product("Gin", list_price=150, standard_price=90, taxes_id=False)
        cls.product.standard_price = 60
        cls._put(cls.near, cls.gin, 20)
        cls.team.member_ids += cls.other_manager

    def _by(self, channel):
        return patch.object(type(self.env["ir.http"]), "_get_channel", lambda *_args: channel)

    def _make_sent_order(self, quantity=2, channel="api"):
        with self._by(channel):
            order = self._make_order(quantity=quantity)
            self._commit()
        return order

    def _edit(self, order, commands, user=None):
        with self._by("desk"):
            order.with_user(user or self.manager).write({"order_line": commands})
            self._commit()

    def _add(self, order, product, quantity, user=None, price=150):
        vals = {
            "product_id": product.id,
            "product_uom_qty": quantity,
            "price_unit": price,
            "tax_ids": [Command.clear()],
        }
        self._edit(order, [Command.create(vals)], user)

    def _complete(self, order):
        self._move(order, "agreed")
        self._ship(order)
        order._register_payment(order.amount_total, "till")
        self._commit()
        self.assertEqual(order.stage_id, self.stages["done"])

    def _return(self, order, product, quantity):
        picking = order.picking_ids.filtered(lambda picking: picking.state == "done")
        wizard = (
            self.env["stock.return.picking"]
            .with_context(active_id=picking.id, active_ids=picking.ids, active_model="stock.picking")
            .create({"picking_id": picking.id})
        )
        wizard.product_return_moves.quantity = 0
        wizard.product_return_moves.filtered(lambda line: line.product_id == product).quantity = quantity
        back = wizard._create_return()
        back.move_ids.picked = True
        back._action_done()
        self._commit()

    def _rows(self, order):
        rows = order.upsell_ids.sorted("id")
        return [(row.user_id, row.product_id, row.kind, row.quantity, row.amount, row.margin) for row in rows]

    # === WHAT IS COUNTED === #

    def test_order_of_the_site_is_kept_as_it_came(self):
        order = self._make_sent_order()
        line = order.baseline_ids.line_ids
        self.assertEqual((line.product_id, line.quantity, line.amount, line.margin), (self.product, 2, 200, 80))
        self.assertEqual(order.baseline_ids.channel, "api")
        self._add(order, self.gin, 1)
        with self._by("api"):
            order._keep_baseline()
        self.assertEqual(order.baseline_ids.line_ids, line, "later calls change nothing")

    def test_order_typed_by_a_manager_has_no_upsell(self):
        with self._by("desk"):
            order = self._make_order()
            self._commit()
        self._add(order, self.gin, 1)
        self._complete(order)
        self.assertFalse(order.baseline_ids)
        self.assertFalse(order.upsell_ids)

    def test_added_goods_count_when_the_order_is_completed(self):
        order = self._make_sent_order()
        self._add(order, self.gin, 2)
        self._edit(order, [Command.update(order.order_line[0].id, {"product_uom_qty": 3})])
        self._move(order, "agreed")
        self._commit()
        self.assertFalse(order.upsell_ids)
        self._ship(order)
        order._register_payment(order.amount_total, "till")
        self._commit()
        expected = [(self.manager, self.gin, "added", 2, 300, 120), (self.manager, self.product, "added", 1, 100, 40)]
        self.assertCountEqual(self._rows(order), expected)

    def test_change_in_the_transaction_of_the_completion_counts_too(self):
        order = self._make_sent_order()
        with self._by("desk"):
            order.with_user(self.manager).write(
                {"order_line": [Command.create({"product_id": self.gin.id, "price_unit": 150, "tax_ids": False})]}
            )
        self._complete(order.with_user(self.manager).sudo())
        self.assertEqual(self._rows(order), [(self.manager, self.gin, "added", 1, 150, 60)])

    def test_removed_line_is_taken_off(self):
        order = self._make_sent_order()
        self._add(order, self.gin, 1)
        self._edit(order, [Command.delete(order.order_line[0].id)])
        self._complete(order)
        self.assertIn((self.manager, self.product, "removed", -2, -200, -80), self._rows(order))

    def test_two_managers_share_what_they_added(self):
        order = self._make_sent_order()
        self._add(order, self.gin, 1)
        order.user_id = self.other_manager
        self._commit()
        self._edit(order, [Command.update(order.order_line[1].id, {"product_uom_qty": 3})], self.other_manager)
        self._complete_by(order, self.other_manager)
        self.assertCountEqual(
            self._rows(order),
            [(self.manager, self.gin, "added", 1, 150, 60), (self.other_manager, self.gin, "added", 2, 300, 120)],
        )

    def _complete_by(self, order, user):
        self._move(order, "agreed", user=user)
        self._ship(order)
        order._register_payment(order.amount_total, "till")
        self._commit()

    def test_forced_replacement_counts_only_above_its_price(self):
        for price, expected in ((150, [100]), (80, [])):
            self.gin.list_price = price
            order = self._make_sent_order()
            self._move(order, "agreed")
            with self._by("desk"):
                order.order_line.with_user(self.manager)._replace(self.gin.with_user(self.manager), forced=True)
                self._commit()
            self._ship(order)
            order._register_payment(order.amount_total, "till")
            self._commit()
            self.assertEqual(order.stage_id, self.stages["done"])
            self.assertEqual([row[4] for row in self._rows(order)], expected)

    # === RETURNS AND REOPENING === #

    def test_return_takes_it_back_and_keeps_the_history(self):
        order = self._make_sent_order()
        self._add(order, self.gin, 3)
        self._complete(order)
        self._return(order, self.gin, 1)
        self.assertEqual([row[3:5] for row in self._rows(order)], [(3, 450), (-1, -150)])

    def test_reopened_order_loses_its_account(self):
        order = self._make_sent_order()
        self._add(order, self.gin, 1)
        self._complete(order)
        self._move(order, "ready", user=self.supervisor)
        self._commit()
        self.assertEqual(sum(order.upsell_ids.mapped("amount")), 0)

    def test_account_adds_up_to_what_the_customer_has(self):
        order = self._make_sent_order(quantity=3)
        self._add(order, self.gin, 3, price=149.99)
        self._edit(order, [Command.update(order.order_line[1].id, {"discount": 7})])
        self._complete(order)
        self._return(order, self.gin, 1)
        account = order.sudo()._get_upsell_account()
        kept = sum(line.price_total * line.qty_delivered / line.product_uom_qty for line in order.order_line)
        self.assertAlmostEqual(account.completed.amount, kept * 100, delta=0.5)
        self.assertAlmostEqual(sum(order.upsell_ids.mapped("amount")), 2 * 149.99 * 0.93, delta=0.005)

    # === RIGHTS === #

    def _make_upsell(self):
        order = self._make_sent_order()
        self._add(order, self.gin, 1)
        self._complete(order)
        return order.upsell_ids

    def test_manager_sees_his_own_supervisor_his_team_director_all(self):
        row = self._make_upsell()
        found = {
            user: bool(self.env["torg.order.upsell"].with_user(user).search([("id", "=", row.id)]))
            for user in (self.manager, self.other_manager, self.supervisor, self.director)
        }
        self.assertEqual(list(found.values()), [True, False, True, True])
        row.order_id.team_id = self.other_team
        self.env.flush_all()
        self.assertFalse(self.env["torg.order.upsell"].with_user(self.supervisor).search([("id", "=", row.id)]))

    def test_margin_is_closed_to_those_who_may_not_see_the_cost(self):
        row = self._make_upsell()
        line = row.order_id.baseline_ids.line_ids
        for record in (row, line):
            with self.assertRaises(AccessError):
                record.with_user(self.manager).read(["margin"])
            self.assertTrue(record.with_user(self.director).read(["margin"]))
        self.assertNotIn("margin", row.with_user(self.manager).fields_get())

    def test_nobody_writes_the_account(self):
        row = self._make_upsell()
        for user in (self.manager, self.supervisor, self.director):
            for operation in ("write", "create", "unlink"):
                self.assertFalse(row.with_user(user).has_access(operation))
                self.assertFalse(row.order_id.baseline_ids.with_user(user).has_access(operation))

    def test_stranger_sees_nothing(self):
        row = self._make_upsell()
        self.assertFalse(row.with_user(self.stranger).has_access("read"))
