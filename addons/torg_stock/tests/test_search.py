from odoo import Command
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tests import tagged
from odoo.tools import SQL

from odoo.addons.torg_stock.tools.search_query import parse

from .common import StoreCommon


@tagged("post_install", "-at_install")
class TestSearch(StoreCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("ru_RU")
        cls.category = cls.env["product.category"].create({"name": "Strong"})
        cls.vodka = cls._create_product("Vodka Ladoga 0.5", default_code="VL-05/1", barcode="4600000000017")
        cls.vodka.with_context(lang="ru_RU").name = "Водка «Ладожская» тёмная 0,5 л"
        cls.cognac = cls._create_product("Коньяк пятилетний", default_code="K5", categ_id=cls.category.id)
        cls.goods = cls.vodka + cls.cognac + cls.product

    def _find(self, text, domain=(), **kwargs):
        found = self.env["product.product"]._find_by_text(
            text, Domain("id", "in", self.goods.ids) & Domain(domain), **kwargs
        )
        return found, self.env["product.product"].browse(found.ids)

    def assertFinds(self, text, product, reading="written"):
        found, products = self._find(text)
        self.assertEqual((products[:1], found.reading), (product, reading), text)

    def _create_shirt(self):
        size = self.env["product.attribute"].create(
            {"name": "Size", "value_ids": [Command.create({"name": "Medium"}), Command.create({"name": "Large"})]}
        )
        template = self.env["product.template"].create(
            {
                "name": "Shirt",
                "attribute_line_ids": [
                    Command.create({"attribute_id": size.id, "value_ids": [Command.set(size.value_ids.ids)]})
                ],
            }
        )
        self.goods += template.product_variant_ids
        return template.product_variant_ids

    # === WHAT IS FOUND === #

    def test_product_is_found_by_words_of_any_language_in_any_order(self):
        for text in ("ladoga vodka", "водка ладож", "ЛАДОЖСКАЯ  Водка", "темная водка", "тёмн", "водка 0.5", "0,5 вод"):
            with self.subTest(text=text):
                self.assertFinds(text, self.vodka)

    def test_product_is_found_by_article_and_barcode_however_typed(self):
        for text in ("VL-05/1", "vl051", "vl 05 1", "4600000000017", "0000017", "46000"):
            with self.subTest(text=text):
                self.assertFinds(text, self.vodka)

    def test_product_is_found_by_the_barcode_of_its_box(self):
        box = self.env["uom.uom"].create(
            {"name": "Box of 12", "relative_factor": 12, "relative_uom_id": self.vodka.uom_id.id}
        )
        self.env["product.uom"].create({"product_id": self.vodka.id, "uom_id": box.id, "barcode": "14600000000014"})
        self.assertFinds("14600000000014", self.vodka)

    def test_variant_is_found_by_its_attribute(self):
        medium, large = self._create_shirt()
        self.assertFinds("shirt large", large)
        self.assertFinds("medium shirt", medium)
        large.product_template_attribute_value_ids.product_attribute_value_id.with_context(
            lang="ru_RU"
        ).name = "Большой"
        self.assertFinds("shirt большой", large)

    def test_all_words_have_to_be_there(self):
        self.assertFalse(self._find("водка пятилетняя0")[1])

    # === WHAT WAS MEANT === #

    def test_wrong_layout_is_understood(self):
        for text in ("djlrf", "rjymzr", "мщвлф"):
            with self.subTest(text=text):
                self.assertFinds(text, self.cognac if text == "rjymzr" else self.vodka, "layout")
        self.assertEqual(self._find("djlrf")[0].shown, "водка")

    def test_one_word_of_two_in_the_wrong_layout_is_understood(self):
        found, products = self._find("водка дфвщпф")
        self.assertEqual((products, found.reading, found.shown), (self.vodka, "layout", "водка ladoga"))

    def test_slip_of_the_finger_is_understood(self):
        for text in ("вотка", "вдока", "водкаа", "вока", "ладошская"):
            with self.subTest(text=text):
                self.assertFinds(text, self.vodka, "typo")
        self.assertFinds("каньяк", self.cognac, "typo")

    def test_slip_in_the_wrong_layout_is_understood(self):
        self.assertFinds("rjyzmr", self.cognac, "typo")

    def test_word_learnt_from_a_new_name_is_guessed_at_once(self):
        self.cognac.name = "Мадера выдержанная"
        self.assertFinds("модера", self.cognac, "typo")
        words = self.env["torg.search.word"].search_count([("word", "=", "мадера")])
        self.cognac.name = "Мадера старая"
        self.env.flush_all()
        self.assertEqual(self.env["torg.search.word"].search_count([("word", "=", "мадера")]), words, "known already")

    def test_words_are_nobodys_to_change(self):
        word = self.env["torg.search.word"].search([], limit=1)
        for user in (self.manager, self.director, self.stranger):
            with self.subTest(user=user.login):
                with self.assertRaises(AccessError):
                    word.with_user(user).word = "x"
                with self.assertRaises(AccessError):
                    word.with_user(user).unlink()

    def test_product_whose_name_teaches_no_word_is_saved(self):
        product = self.env["product.product"].create({"name": "№ 7", "is_storable": True})
        self.assertIn("7", product.search_text)

    def test_nonsense_finds_nothing(self):
        for text in ("щщщщщщщ", "!!!", "%%", "___"):
            with self.subTest(text=text):
                found, products = self._find(text)
                self.assertFalse(products)
                self.assertEqual(found.total, 0)

    # === ORDER AND PAGES === #

    def test_code_comes_before_a_name_and_a_beginning_before_the_middle(self):
        names = ["Glass for rum", "Rum cake and other sweets", "Spectrum"]
        self.goods = self._create_product(names[0]) + self._create_product(names[1]) + self._create_product(names[2])
        self.goods += self._create_product("Something", default_code="RUM")
        self.assertEqual(self._find("rum")[1].mapped("name"), ["Something", names[1], names[0], names[2]])

    def test_pages_follow_each_other_and_know_the_total(self):
        self.goods = self.env["product.product"].create([{"name": f"Candle {n}"} for n in range(5)])
        pages = [self._find("candle", limit=2, offset=offset) for offset in (0, 2, 4, 6)]
        self.assertEqual([len(products) for _found, products in pages], [2, 2, 1, 0])
        self.assertEqual({found.total for found, _products in pages}, {5})
        self.assertEqual(self.env["product.product"].union(*(page for _found, page in pages)), self.goods)

    def test_filter_narrows_the_search(self):
        self.assertFalse(self._find("водка", [("categ_id", "=", self.category.id)])[1])
        self.assertEqual(self._find("", [("categ_id", "=", self.category.id)])[1], self.cognac)

    # === THE TEXT STAYS TRUE === #

    def test_change_of_anything_it_is_found_by_is_found_at_once(self):
        self.cognac.default_code = "NEW-77"
        self.assertFinds("new77", self.cognac)
        self.assertFalse(self._find("k5")[1])
        self.cognac.product_tmpl_id.with_context(lang="ru_RU").name = "Бренди"
        self.assertFinds("бренди", self.cognac)
        self.cognac.product_tmpl_id.update_field_translations("name", {"ru_RU": "Арманьяк"})
        self.assertFinds("арманьяк", self.cognac)

    def test_archived_product_is_not_found(self):
        self.vodka.active = False
        self.assertFalse(self._find("водка")[1])

    def test_product_of_another_company_is_not_found(self):
        company = self.env["res.company"].create({"name": "Other company"})
        self.cognac.product_tmpl_id.company_id = company
        self.assertFalse(self.env(user=self.manager)["product.product"]._find_by_text("пятилетний").total)

    def test_texts_of_many_products_take_a_constant_number_of_queries(self):
        products = self.env["product.product"].create(
            [{"name": f"Tea {n}", "default_code": f"T{n}"} for n in range(200)]
        )
        self.env.flush_all()
        products[:1]._compute_search_text()
        counts = [self._count_queries(products[:size]._compute_search_text) for size in (200, 10)]
        self.assertEqual(counts[0], counts[1])

    # === SPEED === #

    def test_every_reading_goes_through_the_index(self):
        self.env.flush_all()
        self.env.cr.execute("SET LOCAL enable_seqscan = off")
        for text in ("водка", "во", "djlrf", "вотка"):
            for reading in ("written", "layout", "typo"):
                condition = getattr(self.env["product.product"], f"_get_{reading}_condition")(parse(text))
                with self.subTest(text=text, reading=reading):
                    if reading == "typo" and text in ("во", "djlrf"):
                        continue  # too short for a slip, and nothing alike
                    self.assertIn("product_product_search_text_index", self._explain(condition))

    def test_words_with_slips_are_compared_through_the_index(self):
        words = self.env["torg.search.word"]
        words._learn([f"слово{'абвгдеж'[number % 7]}{'клмнопр'[number // 7 % 7]}" for number in range(500)])
        self.env.cr.execute("ANALYZE torg_search_word")
        plan = "\n".join(row[0] for row in words._read_alike(SQL("EXPLAIN %s", words._select_alike("столчная"))))
        self.assertIn("torg_search_word_word_trigram_index", plan)

    def _explain(self, condition):
        rows = self.env.execute_query(SQL("EXPLAIN SELECT id FROM product_product WHERE %s", condition))
        return "\n".join(row[0] for row in rows)
