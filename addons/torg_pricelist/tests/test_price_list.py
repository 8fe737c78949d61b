import base64
import io

import openpyxl
from pypdf import PdfReader

from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tests import Form, tagged

from odoo.addons.queue_job.tests.common import trap_jobs

from .price_list import PriceListCommon
from .test_price_pdf import make_picture


@tagged("post_install", "-at_install")
class TestPriceList(PriceListCommon):
    # === CONTENT === #

    def test_pdf_holds_goods_prices_and_the_company(self):
        price_list = self._make()
        self.assertEqual((price_list.state, price_list.item_count), ("ready", 2))
        text = self._read_pdf(price_list)
        for words in (
            "ООО «Ладога»",
            "7801000005",
            "Каберне «Долина ветров»",
            "W-1",
            "4600000000024",
            "Wholesale test",
        ):
            self.assertIn(words, text)
        for words in ("Drinks", "Wine", "465,00", "500,00"):
            self.assertIn(words, text)

    def test_prices_are_those_of_the_verb(self):
        price_list = self._make(file_format="xlsx")
        rows = self._read_xlsx(price_list)
        quotes = self.products._get_customer_prices(pricelist=self.wholesale)
        told = {row[0]: row[-1] for row in rows if row[0] in ("W-1", "D-1")}
        self.assertEqual(told, {"W-1": quotes[self.cabernet.id].price, "D-1": quotes[self.water.id].price})

    def test_customers_own_prices(self):
        price_list = self._make(partner_id=self.shop.id, pricelist_id=self.shop._get_customer_pricelist().id)
        self.assertIn("Corner shop", self._read_pdf(price_list))
        form = Form(self.env["torg.price.list"].with_user(self.manager))
        form.partner_id = self.shop
        self.assertEqual(form.pricelist_id, self.wholesale)

    def test_chosen_goods_only(self):
        text = self._read_pdf(self._make(scope="products", product_ids=self.water.ids))
        self.assertIn("Water", text)
        self.assertNotIn("Каберне", text)

    def test_goods_without_a_price_and_not_for_sale_are_left_out(self):
        self._create_product("Gift", 0.0, self.drinks)
        self._create_product("Old wine", 10.0, self.drinks, sale_ok=False)
        self.assertEqual(self._make().item_count, 2)

    def test_services_only_when_wanted(self):
        delivery = self._create_product("Delivery", 300.0, self.drinks, type="service", is_storable=False)
        price_list = self.env["torg.price.list"].new({"scope": "all", "company_id": self.env.company.id})
        domain = [("id", "in", (delivery | self.cabernet).ids)]
        products = self.env["product.product"]
        self.assertEqual(products.search(price_list._get_product_domain() & Domain(domain)), self.cabernet)
        price_list.with_services = True
        self.assertEqual(products.search(price_list._get_product_domain() & Domain(domain)), delivery | self.cabernet)

    def test_language_of_the_list(self):
        self.cabernet.with_context(lang="ru_RU").name = "Каберне по-русски"
        self.assertIn("Каберне по-русски", self._read_pdf(self._make(lang="ru_RU")))

    def test_stock_marks_come_through_the_hook(self):
        marks = {self.cabernet.id: ("plenty", "few"), self.water.id: ("none", "none")}
        model = self.env.registry["torg.price.list"]
        self.patch(model, "_get_stores", lambda _self: ["Nevsky", "Ligovsky"])
        self.patch(model, "_get_stock_marks", lambda _self, _products: marks)
        self.assertIn("Nevsky", self._read_pdf(self._make()))
        rows = self._read_xlsx(self._make(file_format="xlsx"))
        self.assertIn(("plenty", "few"), [row[5:7] for row in rows if row[0] == "W-1"])
        self.assertNotIn("Nevsky", self._read_pdf(self._make(with_stock=False)))

    def test_photo_of_the_product_is_in_the_pdf(self):
        self.env.company.logo = False
        without = base64.b64decode(self._make().file)
        self.cabernet.image_1920 = base64.b64encode(make_picture("PNG"))
        for product, with_photo, count in ((self.cabernet, True, 1), (self.cabernet, False, 0), (self.water, True, 0)):
            price_list = self._make(scope="products", product_ids=product.ids, with_photo=with_photo)
            self.assertEqual(base64.b64decode(price_list.file).count(b"/Subtype /Image"), count)
        self.assertNotIn(b"/Subtype /Image", without)

    def test_xlsx_keeps_articles_as_text_and_has_a_filter(self):
        self.cabernet.default_code = "007"
        content = base64.b64decode(self._make(file_format="xlsx").file)
        sheet = openpyxl.load_workbook(io.BytesIO(content)).active
        self.assertIn("007", [cell.value for cell in sheet["A"]])
        self.assertTrue(sheet.auto_filter.ref)

    def test_name_cannot_become_a_formula(self):
        self.cabernet.name = '=HYPERLINK("http://x")'
        content = base64.b64decode(self._make(file_format="xlsx").file)
        sheet = openpyxl.load_workbook(io.BytesIO(content)).active
        self.assertNotIn("f", {cell.data_type for row in sheet.iter_rows() for cell in row})

    # === JOBS === #

    def test_long_list_is_made_in_parts(self):
        model = self.env.registry["torg.price.list"]
        self.patch(model, "_get_part_size", lambda _self: 60)
        self.env["product.product"].create(
            [
                {"name": f"Goods {index:03}", "list_price": 1 + index % 3, "categ_id": self.wine.id}
                for index in range(298)
            ]
        )
        with trap_jobs() as trap:
            price_list = self._make(with_photo=False)
            trap.assert_jobs_count(1, only=price_list._make_next)
        self.assertEqual((price_list.state, price_list.is_busy), ("making", True))
        with self.assertRaises(UserError):
            price_list.action_make()
        price_list._make_next(0)
        self.assertGreater(price_list.progress, 5)
        self.assertEqual(price_list._make_next(0), "nothing to do")
        price_list.with_context(queue_job__no_delay=True)._make_next(price_list.done)
        self.assertEqual((price_list.state, price_list.item_count), ("ready", 300))
        text = self._read_pdf(price_list)
        self.assertEqual(sum(text.count(f"Goods {index:03}") for index in range(298)), 298)
        self.assertFalse(self.env["torg.price.list.part"].search([("price_list_id", "=", price_list.id)]))

    def test_part_without_prices_leaves_no_empty_page(self):
        self.patch(self.env.registry["torg.price.list"], "_get_part_size", lambda _self: 40)
        self.env["product.product"].create(
            [{"name": f"A {i:03}", "list_price": 0 if i < 210 else 5, "categ_id": self.drinks.id} for i in range(260)]
        )
        with trap_jobs():
            price_list = self._make(with_photo=False)
        price_list.with_context(queue_job__no_delay=True)._make_next(0)
        self.assertEqual((price_list.state, price_list.item_count), ("ready", 52))
        self.assertEqual(price_list.page_count, len(PdfReader(io.BytesIO(base64.b64decode(price_list.file))).pages))
        self.assertLessEqual(price_list.page_count, 3)

    def test_nothing_chosen_is_said(self):
        with self.assertRaises(UserError):
            self._make(category_ids=[])

    # === RIGHTS === #

    def test_manager_makes_no_list_of_a_foreign_customers_prices(self):
        own = self._create_pricelist("Rival's")
        rival = self._create_customer("Rival", own, user_id=self.other_manager.id)
        own.customer_id = rival
        with self.assertRaises(AccessError):
            self._make(partner_id=rival.id, pricelist_id=own.id)
        foreign = self._make(user=self.other_manager, partner_id=rival.id, pricelist_id=own.id)
        with self.assertRaises(AccessError):
            foreign.with_user(self.manager).read(["file"])
        attachment = foreign.sudo()._create_letter_attachment()
        with self.assertRaises(AccessError):
            attachment.with_user(self.manager).read(["datas"])

    def test_people_apart_print_nothing(self):
        for user in (self.store_staff, self.courier, self.stranger):
            with self.assertRaises(AccessError):
                self._make(user=user)

    def test_card_of_the_customer_names_his_list(self):
        facts = {fact["code"]: fact["value"] for fact in self.shop.with_user(self.manager)._get_customer_card_facts()}
        self.assertEqual(facts["pricelist"], "Wholesale test")

    def test_product_list_and_customer_open_a_new_list(self):
        action = self.cabernet.product_tmpl_id.with_user(self.manager).action_print_price_list()
        self.assertEqual(action["context"]["default_product_ids"], self.cabernet.ids)
        action = self.shop.with_user(self.manager).action_print_price_list()
        self.assertEqual(action["context"]["default_partner_id"], self.shop.id)
