import re
from collections import Counter
from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.tests import tagged
from odoo.tools import SQL

from .common import DemoCase, read_table


@tagged("post_install", "-at_install")
class TestTorgDemo(DemoCase):
    # === WHAT IS THERE === #

    def test_the_company_is_russian_with_requisites_and_logo(self):
        company = self.env.ref("base.main_company")
        self.assertEqual((company.name, company.currency_id.name), ("ООО «Ладога»", "RUB"))
        self.assertEqual((company.vat, company.kpp, company.country_code), ("7805142378", "780501001", "RU"))
        self.assertEqual(company.partner_id.bank_ids.bank_id.bic, "044030987")
        self.assertTrue(company.logo)
        self.assertFalse(company._is_setup_due())

    def test_eight_stores_and_a_central_warehouse_have_address_and_hours(self):
        stores = self.get_demo_records("stock.warehouse")
        self.assertEqual(len(stores), 9)
        self.assertEqual(self.env.ref("stock.warehouse0"), self.get_demo("store_central"))
        for store in stores:
            self.assertTrue(store.partner_id.street and store.partner_id.phone)
            self.assertAlmostEqual(store.partner_id.partner_latitude, 60, delta=1)
            self.assertIn(store.partner_id.state_id.code, ("SPE", "LEN"))
        hours = self.get_demo_records("resource.calendar")
        self.assertEqual(len(hours), 9)
        self.assertEqual({len(calendar.attendance_ids) for calendar in hours}, {7})

    def test_goods_hang_in_a_tree_with_article_barcode_and_picture(self):
        products = self.get_demo_records("product.product").filtered("is_storable")
        self.assertEqual(len(products), 307)
        self.assertEqual(len(set(products.mapped("barcode"))), 307)
        self.assertEqual(len(self.get_demo_records("product.template")), 249)
        self.assertTrue(
            all(product.image_128 and product.default_code and product.standard_price for product in products)
        )
        self.assertTrue(all(product.categ_id.parent_id or product.categ_id.name == "Фурнитура" for product in products))

    def test_a_door_is_sold_by_size_side_and_colour(self):
        door = self.get_demo("product_802001")
        self.assertEqual(door.attribute_line_ids.attribute_id.mapped("name"), ["Размер", "Сторона", "Цвет"])
        self.assertEqual(len(door.product_variant_ids), 8)
        wide = self.get_demo("variant_80200106")
        self.assertEqual(wide.product_template_attribute_value_ids.mapped("name"), ["960 × 2050 мм", "Левая", "Графит"])
        self.assertEqual(wide.lst_price, door.list_price + 2400)

    def test_colours_of_a_door_differ_in_the_picture(self):
        white, oak = self.get_demo("variant_80100101"), self.get_demo("variant_80100102")
        self.assertNotEqual(white.image_1920, oak.image_1920)

    def test_vat_of_bread_is_ten_and_of_wine_twenty_two_inside_the_price(self):
        bread, wine = self.get_demo("variant_601001"), self.get_demo("variant_101001")
        self.assertEqual(bread.taxes_id.mapped("vat_rate_code"), ["10"])
        self.assertEqual(wine.taxes_id.mapped("vat_rate_code"), ["22"])
        self.assertTrue(all((bread | wine).taxes_id.mapped("price_include")))

    def test_sixty_customers_and_their_contacts(self):
        customers = self.get_demo_records("res.partner", "customer_") | self.get_demo_records("res.partner", "person_")
        self.assertEqual(len(customers), 60)
        self.assertEqual(Counter(customers.mapped("is_company")), {True: 25, False: 35})
        self.assertEqual(len(self.get_demo_records("res.partner", "contact_").parent_id - customers), 0)
        self.assertTrue(all(partner.vat for partner in customers if partner.is_company))

    def test_a_call_from_the_second_phone_finds_the_customer(self):
        rows = [row for row in read_table("customers") if row["extra_phone"]]
        self.assertTrue(rows)
        for row in rows:
            found = self.env["torg.phone.number"]._find_partners(row["extra_phone"].replace("+7", "8"))
            self.assertEqual(found, self.get_demo(row["id"]))

    def test_a_shared_phone_finds_both_people(self):
        found = self.env["torg.phone.number"]._find_partners(self.get_demo("person_16").phone)
        self.assertEqual(found, self.get_demo("person_16") | self.get_demo("person_17"))

    def test_people_agreed_to_orders_and_only_some_to_advertising(self):
        people = self.get_demo_records("res.partner", "person_")
        self.assertFalse(people.filtered(lambda person: not person._has_consent("orders")))
        self.assertIn(len(people.filtered(lambda person: person._has_consent("advertising"))), range(10, 30))

    def test_two_teams_are_led_by_their_supervisors(self):
        for team, leader in (("team_retail", "user_mikhail"), ("team_wholesale", "user_olga")):
            self.assertEqual(self.get_demo(team).user_id, self.get_demo(leader))
            self.assertEqual(len(self.get_demo(team).member_ids), 4)

    def test_nothing_of_cores_english_demo_is_here(self):
        self.assertFalse(self.env["ir.module.module"].search([("demo", "=", True)]))
        self.assertFalse(self.env.ref("base.user_demo", raise_if_not_found=False))

    # === ORDERS AND STOCK === #

    def test_orders_are_in_the_states_and_days_of_the_plan(self):
        orders, plan = self.demo._get_records("sale.order"), self.demo._plan_orders()
        self.assertEqual(sum(name.startswith("order_") for name in orders), 120)
        states = {"draft": "draft", "sent": "sent", "confirmed": "sale", "delivered": "sale", "cancelled": "cancel"}
        now = fields.Datetime.now()
        for planned in plan:
            order = orders[planned.name]
            refused = planned.state == "confirmed" and order.state == "draft"
            self.assertEqual(order.state, "draft" if refused else states[planned.state])
            self.assertLessEqual(order.date_order, now)
            self.assertEqual(order.create_date, order.date_order)

    def test_delivered_orders_have_left_after_they_were_ordered(self):
        orders, plan = self.demo._get_records("sale.order"), self.demo._plan_orders()
        delivered = [orders[planned.name] for planned in plan if planned.state == "delivered"]
        self.assertTrue(delivered)
        for order in delivered:
            self.assertEqual(order.delivery_status, "full")
            self.assertGreater(order.effective_date, order.date_order)
            left = order.picking_ids.filtered(lambda picking: picking.picking_type_code == "outgoing")
            self.assertEqual(left.mapped("date_done"), [order.effective_date])
            self.assertEqual(left.picking_type_id.warehouse_id, order.warehouse_id)

    def test_orders_of_past_days_lie_in_shopping_hours_of_moscow(self):
        orders = self.demo._get_records("sale.order")
        past = [orders[planned.name] for planned in self.demo._plan_orders() if planned.days_ago]
        self.assertTrue(past)
        for order in past:
            self.assertIn((order.date_order + timedelta(hours=3)).hour, range(9, 22))

    def test_what_is_left_in_the_stores_is_what_the_table_says(self):
        stores, products = self.demo._get_records("stock.warehouse"), self.demo._get_records("product.product")
        quants = self.env["stock.quant"]._read_group(
            [("location_id", "in", [store.lot_stock_id.id for store in stores.values()])],
            ["location_id", "product_id"],
            ["quantity:sum"],
        )
        left = {(location, product): quantity for location, product, quantity in quants if quantity}
        expected = {
            (stores[name].lot_stock_id, products[f"variant_{row['article'].replace('-', '')}"]): float(amount)
            for row in read_table("stock")
            for name, amount in row.items()
            if name != "article" and float(amount)
        }
        self.assertEqual(left, expected)

    def test_six_stores_are_kept_by_1c_which_has_told_all_of_their_stock(self):
        kept = self.get_demo_records("stock.warehouse").filtered(lambda store: store.stock_keeper == "external")
        self.assertEqual(len(kept), 6)
        loads = self.env["torg.stock.load"].search([("warehouse_ids", "in", kept.ids)])
        self.assertEqual((len(loads), set(loads.mapped("state")), sum(loads.mapped("refused_count"))), (6, {"done"}, 0))
        self.assertEqual(sum(loads.mapped("quant_count")), 0, "1C tells what the history has left")
        self.assertFalse(sum(kept.mapped("pending_count")))
        self.assertTrue(all(store.figures_at for store in kept))

    def test_figures_of_1c_told_again_write_nothing(self):
        store = self.get_demo("store_sadovaya")
        load = store._load_figures(self.demo._get_figures("store_sadovaya", store), "full")
        self.assertGreater(load.row_count, 300)
        self.assertEqual((load.changed_count, load.quant_count, load.zeroed_count), (0, 0, 0))

    def test_open_orders_hold_their_goods(self):
        orders, plan = self.demo._get_records("sale.order"), self.demo._plan_orders()
        states = Counter(
            picking.state
            for planned in plan
            if planned.state == "confirmed"
            for picking in orders[planned.name].picking_ids
        )
        self.assertGreater(states["assigned"], 5)
        self.assertLessEqual(set(states), {"assigned", "confirmed"})

    def test_no_letter_waits_to_be_sent(self):
        self.assertFalse(self.env["mail.mail"].search([("state", "=", "outgoing")]))

    # === LOADING AGAIN === #

    def test_every_part_can_be_loaded(self):
        for part in self.demo._get_parts():
            self.assertTrue(callable(getattr(self.demo, f"_load_{part}")))

    def test_second_load_writes_nothing(self):
        cursor_class, written = type(self.env.cr), []
        execute = cursor_class.execute

        def watch(cursor, query, *args, **kwargs):
            text = query.code if isinstance(query, SQL) else str(query)
            if re.match(r"\s*(INSERT|UPDATE|DELETE|WITH)", text):
                written.append(text)
            return execute(cursor, query, *args, **kwargs)

        self.env.flush_all()
        with patch.object(cursor_class, "execute", watch):
            self.demo._load()
            self.assertEqual(written, [])
            self.get_demo("person_01").phone = "+7 911 555-00-00"
            self.env.flush_all()
        self.assertTrue(written, "the watch sees what is written")

    def test_what_people_changed_stays(self):
        wine, store, customer = (
            self.get_demo("product_101001"),
            self.get_demo("store_vyborg"),
            self.get_demo("person_01"),
        )
        wine.list_price, store.name, customer.phone = 777, "Выборг, новый адрес", False
        self.get_demo("store_gatchina").partner_id.street = "пр. 25 Октября, 1"
        self.get_demo("person_02").action_archive()
        self.get_demo("person_01")._record_consent("advertising", False, "phone")
        self.env.ref("base.main_company").phone = "+7 812 555-00-00"
        self.demo._load()
        self.assertEqual((wine.list_price, store.name, customer.phone), (777, "Выборг, новый адрес", False))
        self.assertEqual(self.get_demo("store_gatchina").partner_id.street, "пр. 25 Октября, 1")
        self.assertFalse(self.get_demo("person_02").active)
        self.assertFalse(self.get_demo("person_01")._has_consent("advertising"))
        self.assertEqual(self.env.ref("base.main_company").phone, "+7 812 555-00-00")

    def test_what_was_deleted_comes_back(self):
        orders, plan = self.demo._get_records("sale.order"), self.demo._plan_orders()
        name = next(planned.name for planned in plan if planned.state == "draft")
        total = orders[name].amount_total
        orders[name].unlink()
        self.demo._load()
        self.assertEqual(self.get_demo(name).amount_total, total)
        self.assertEqual(self.demo._get_records("sale.order").keys(), orders.keys())

    def test_an_update_of_the_addon_orders_a_load(self):
        self.demo._order_loading()
        with patch.object(type(self.demo), "_load") as load:
            self.demo._register_hook()
            self.demo._register_hook()
        load.assert_called_once()
