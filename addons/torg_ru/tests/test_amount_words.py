from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from odoo.addons.torg_ru.tools.amount_words import choose_form, spell_amount


class TestAmountWords(BaseCase):
    def test_sums_of_documents(self):
        table = {
            0: "Ноль рублей 00 копеек",
            1: "Один рубль 00 копеек",
            2: "Два рубля 00 копеек",
            5: "Пять рублей 00 копеек",
            11: "Одиннадцать рублей 00 копеек",
            14: "Четырнадцать рублей 00 копеек",
            21: "Двадцать один рубль 00 копеек",
            111: "Сто одиннадцать рублей 00 копеек",
            1000: "Одна тысяча рублей 00 копеек",
            1_000_000: "Один миллион рублей 00 копеек",
            0.01: "Ноль рублей 01 копейка",
            0.02: "Ноль рублей 02 копейки",
            4.56: "Четыре рубля 56 копеек",
            1234.21: "Одна тысяча двести тридцать четыре рубля 21 копейка",
            2_002_002.12: "Два миллиона две тысячи два рубля 12 копеек",
            Decimal("99.995"): "Сто рублей 00 копеек",
            1.005: "Один рубль 01 копейка",
            -21.5: "Минус двадцать один рубль 50 копеек",
        }
        for amount, words in table.items():
            with self.subTest(amount=amount):
                self.assertEqual(spell_amount(amount), words)

    def test_forms_of_a_noun(self):
        forms = ("рубль", "рубля", "рублей")
        for number, form in {
            0: 2, 1: 0, 2: 1, 4: 1, 5: 2, 10: 2, 11: 2, 12: 2, 14: 2, 15: 2, 20: 2, 21: 0, 22: 1, 100: 2, 101: 0,
            111: 2, 112: 2, 121: 0, -1: 0, -3: 1,
        }.items():  # fmt: skip
            with self.subTest(number=number):
                self.assertEqual(choose_form(number, forms), forms[form])

    @given(st.integers(0, 10**11))
    def test_kopecks_are_the_digits_of_the_sum(self, kopecks):
        words = spell_amount(Decimal(kopecks) / 100)
        self.assertEqual(words.split()[-2], f"{kopecks % 100:02d}")
        self.assertTrue(words[0].isupper())
