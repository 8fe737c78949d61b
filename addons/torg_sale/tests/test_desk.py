from lxml import etree

from odoo import fields
from odoo.tests import tagged

from odoo.addons.torg_sale.tests.common import OrderCommon


@tagged("post_install", "-at_install")
class TestDesk(OrderCommon):
    def _load_cards(self, orders):
        """Read the cards as the board does and return the number of queries."""
        self.env.flush_all()
        self.env.invalidate_all()
        view = self.env.ref("torg_sale.sale_order_view_desk")
        names = {node.get("name") for node in etree.fromstring(view.arch).iter("field")}
        fields_ = self.env["sale.order"]._fields
        spec = {name: {"fields": {"display_name": {}}} if fields_[name].type == "many2one" else {} for name in names}
        before = self.cr.sql_log_count
        orders.with_user(self.manager).web_read(spec)
        return self.cr.sql_log_count - before

    def _find(self, text, user=None):
        return self.env["sale.order"].with_user(user or self.manager).search([("desk_search", "ilike", text)])

    # === CARDS === #

    def test_many_cards_cost_as_many_queries_as_few(self):
        few = self.env["sale.order"].concat(*[self._make_order() for _n in range(3)])
        many = few.concat(*[self._make_order() for _n in range(12)])
        self._load_cards(few)
        self.assertEqual(self._load_cards(few), self._load_cards(many))

    def test_card_counts_goods_and_knows_the_phone(self):
        self.customer.phone = "+7 916 123-45-67"
        order = self._make_order()
        self.assertEqual(order.desk_card["goods"], 1)
        self.assertEqual(order.desk_card["phone"], "+7 916 123-45-67")

    def test_first_order_of_a_customer_is_marked_and_the_second_is_not(self):
        first, second = self._make_order(user=self.other_manager), self._make_order()
        codes = [[badge["code"] for badge in order.desk_card["badges"]] for order in first + second]
        self.assertEqual(codes, [["first"], []])

    def test_cancelled_order_is_nobodys_first(self):
        self._move(self._make_order(), "cancelled", cancel_reason_id=self.reason.id)
        self.assertEqual(self._make_order().desk_card["badges"][0]["code"], "first")

    def test_promise_without_goods_is_marked(self):
        self.near.shortage_policy = "accept"
        order = self._make_order(quantity=11)
        self._move(order, "agreed")
        order.invalidate_recordset()
        self.assertIn("short", [badge["code"] for badge in order.desk_card["badges"]])

    def test_manager_without_rights_to_stock_sees_the_mark(self):
        self.near.shortage_policy = "accept"
        order = self._make_order(quantity=11)
        self._move(order, "agreed")
        order.invalidate_recordset()
        card = order.with_user(self.manager).desk_card
        self.assertIn("short", [badge["code"] for badge in card["badges"]])

    # === SEARCH === #

    def test_order_is_found_by_number_name_inn_phone_and_article(self):
        self.customer.write({"name": "Семён Лавкин", "phone": "8 (916) 123-45-67", "vat": "500100732259"})
        self.product.default_code = "ART-77"
        order = self._make_order()
        for text in (order.name, "лавкин", "500100732259", "+7 916 1234567", "4567", "ART-77", self.product.name):
            self.assertIn(order, self._find(text), text)
        self.assertNotIn(order, self._find("Кукушкин"))

    def test_search_shows_no_foreign_order(self):
        order = self._make_order(user=self.other_manager, team_id=self.other_team.id)
        self.assertNotIn(order, self._find(order.name))
        self.assertIn(order, self._find(order.name, self.director))

    def test_customer_is_found_by_phone_name_and_inn(self):
        self.customer.write({"name": "Семён Лавкин", "phone": "8 (916) 123-45-67", "vat": "500100732259"})
        partners = self.env["res.partner"].with_user(self.manager)
        for text in ("лавк", "89161234567", "123-45-67", "5001007"):
            found = partners.find_customers(text)
            self.assertIn(self.customer.id, [customer["id"] for customer in found], text)
        self.assertEqual(partners.find_customers("  "), [])

    def test_board_keeps_what_has_just_ended_and_drops_what_is_long_over(self):
        orders = self.env["sale.order"]
        fresh, old, open_ = (self._make_order() for _n in range(3))
        for order in fresh + old:
            self._move(order, "cancelled", cancel_reason_id=self.reason.id)
        with old._moving():
            old.stage_date = fields.Datetime.subtract(fields.Datetime.now(), days=30)
        found = orders.search([("is_on_desk", "=", True), ("id", "in", (fresh + old + open_).ids)])
        self.assertEqual(found, (fresh + open_).sorted(lambda order: found.ids.index(order.id)))
        self.assertEqual((fresh + old + open_).mapped("is_on_desk"), [True, False, True])

    def test_i_worked_on_it_is_read_only(self):
        order = self._make_order()
        self._commit()
        order.user_id = self.other_manager
        order.team_id = self.other_team
        self._commit()
        mine = self.env["sale.order"].with_user(self.manager).search([("handler_ids", "in", self.manager.ids)])
        self.assertIn(order, mine)
        self.assertFalse(order.with_user(self.manager).has_access("write"))

    # === LANDING === #

    def test_each_role_lands_on_its_screen(self):
        desk = self.env.ref("torg_sale.sale_order_desk_action").id
        messages = self.env.ref("torg_exchange.torg_exchange_message_action").id
        expected = {
            self.manager: desk,
            self.supervisor: self.env.ref("torg_sale.sale_order_desk_team_action").id,
            self.director: False,
            self.integration_admin: messages,
            self.stranger: False,
        }
        self.assertEqual({user: user._get_landing_action().id for user in expected}, expected)
