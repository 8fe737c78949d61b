import re

import phonenumbers
from stdnum import ean
from stdnum.ru import inn, ogrn

from odoo.tests import BaseCase, tagged

from odoo.addons.torg_ru.tools import requisites

from .common import read_table


@tagged("post_install", "-at_install")
class TestTables(BaseCase):
    def test_every_company_has_requisites_whose_check_digits_match(self):
        rows = [row for row in read_table("customers") if row["kind"] in ("company", "sole")] + read_table("company")
        self.assertEqual(len(rows), 26)
        for row in rows:
            with self.subTest(row["name"]):
                self.assertTrue(inn.is_valid(row["inn"]))
                self.assertEqual(len(row["inn"]), 12 if row.get("kind") == "sole" else 10)
                self.assertTrue(ogrn.is_valid(row["ogrn"]))
                self.assertIsNone(requisites.find_okpo_flaw(row["okpo"]))
                self.assertEqual(bool(row["kpp"]), row.get("kind") != "sole")

    def test_no_two_companies_share_an_inn(self):
        numbers = [row["inn"] for row in read_table("customers") if row["inn"]]
        self.assertEqual(len(numbers), len(set(numbers)))

    def test_barcodes_are_own_ean13_and_never_repeat(self):
        goods = [row for row in read_table("products") if row["barcode"]] + read_table("variants")
        self.assertEqual(len({row["barcode"] for row in goods}), len(goods))
        for row in goods:
            self.assertTrue(ean.is_valid(row["barcode"]), row)
            self.assertRegex(row["barcode"], r"^2\d{12}$", "outside the range for use inside a company")

    def test_articles_never_repeat(self):
        goods = read_table("products") + read_table("variants")
        self.assertEqual(len({row["article"] for row in goods}), len(goods))

    def test_about_three_hundred_goods_are_for_sale(self):
        singles = [row for row in read_table("products") if row["barcode"]]
        self.assertEqual(len(singles) + len(read_table("variants")), 307)

    def test_every_variant_is_one_combination_of_its_door(self):
        doors = {row["article"]: row["attributes"] for row in read_table("products") if not row["barcode"]}
        variants = read_table("variants")
        for article, attributes in doors.items():
            count = 1
            for pair in attributes.split("; "):
                count *= len(pair.split(": ")[1].split(" / "))
            own = [row["values"] for row in variants if row["product"] == article]
            self.assertEqual(len(own), len(set(own)))
            self.assertEqual(len(own), count, article)

    def test_bread_is_taxed_at_ten_percent_and_wine_at_twenty_two(self):
        rates = {row["category"]: row["vat"] for row in read_table("products")}
        self.assertEqual({rates[name] for name in ("bread", "pastry")}, {"10"})
        self.assertEqual({rate for name, rate in rates.items() if name not in ("bread", "pastry")}, {"22"})

    def test_nothing_is_sold_below_its_cost(self):
        for row in read_table("products"):
            self.assertGreater(float(row["price"]) / (1 + int(row["vat"]) / 100), float(row["cost"]), row["name"])

    def test_stock_covers_every_product_in_every_store(self):
        stock = read_table("stock")
        goods = [row for row in read_table("products") if row["barcode"]] + read_table("variants")
        self.assertEqual({row["article"] for row in stock}, {row["article"] for row in goods})
        self.assertEqual(set(stock[0]) - {"article"}, {row["id"] for row in read_table("stores")})

    def test_shelves_look_real_with_gaps_and_last_pieces(self):
        amounts = [float(value) for row in read_table("stock") for name, value in row.items() if name != "article"]
        self.assertGreater(sum(amount == 0 for amount in amounts) / len(amounts), 0.15)
        self.assertGreater(sum(0 < amount <= 3 for amount in amounts) / len(amounts), 0.05)
        self.assertEqual(min(amounts), 0)

    def test_phones_are_valid_yet_invented(self):
        for table in ("company", "stores", "staff", "customers"):
            for row in read_table(table):
                for phone in filter(None, (row["phone"], row.get("extra_phone"))):
                    self.assertRegex(phone, r"^\+7 \d{3} 555-\d\d-\d\d$")
                    self.assertTrue(phonenumbers.is_valid_number(phonenumbers.parse(phone, "RU")), phone)

    def test_mail_goes_to_nobody(self):
        for table, field in (("company", "email"), ("stores", "email"), ("staff", "login"), ("customers", "email")):
            for row in read_table(table):
                self.assertRegex(row[field], r"^[a-z0-9.]+@[a-z0-9-]+\.example$")

    def test_some_share_a_phone_and_some_have_two(self):
        rows = read_table("customers")
        phones = [row["phone"] for row in rows]
        self.assertEqual(len(phones) - len(set(phones)), 1)
        self.assertGreaterEqual(sum(bool(row["extra_phone"]) for row in rows), 3)

    def test_six_stores_are_kept_by_1c_and_the_rest_here(self):
        keepers = [row["keeper"] for row in read_table("stores")]
        self.assertEqual((keepers.count("1c"), keepers.count("odoo")), (6, 3))

    def test_store_codes_can_be_printed_as_barcodes(self):
        for row in read_table("stores"):
            self.assertTrue(re.fullmatch(r"[A-Z]{5}", row["code"]))
