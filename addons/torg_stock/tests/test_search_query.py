import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase

from odoo.addons.torg_stock.tools import search_query
from odoo.addons.torg_stock.tools.search_query import build_text, compact, convert_layout, normalise, parse

SLOW = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.differing_executors])
RUSSIAN = st.text("абвгдеёжзийклмнопрстуфхцчшщъыьэюяАБВГДЕЁЖЗИЙ -0123456789", max_size=40)


def _finds(query, text):
    """What LIKE does in the database."""
    patterns = (search_query.pattern(word) for word in parse(query).words)
    return all(re.search(re.escape(one).replace("%", ".*"), text) for one in patterns)


class TestSearchQuery(BaseCase):
    def test_same_thing_written_differently_is_the_same(self):
        for written in ("Ёлочка", "ЕЛОЧКА", "«ёлочка»", "  елочка! "):
            with self.subTest(written=written):
                self.assertEqual(normalise(written), "елочка")
        self.assertEqual(normalise("Château d’Yquem"), "chateau d yquem")
        self.assertEqual(normalise("йод"), "йод", "й is a letter, not и with an accent")

    def test_decimal_is_one_word_whatever_its_sign(self):
        self.assertEqual(normalise("Водка 0,5 л"), "водка 0.5 л")
        self.assertEqual(normalise("Водка 0.5л. Конец."), "водка 0.5л конец")

    def test_keys_of_the_other_layout_are_understood_both_ways(self):
        pairs = [("djlrf", "водка"), ("DJLRF", "ВОДКА"), ("[jkjlbkmybr", "холодильник"), ("`krf", "ёлка")]
        for latin, cyrillic in pairs:
            with self.subTest(latin=latin):
                self.assertEqual(convert_layout(latin), cyrillic)
                self.assertEqual(convert_layout(cyrillic), latin)
        self.assertEqual(convert_layout("фисщкз-12"), "abcorp-12")

    def test_punctuation_keys_are_letters_of_the_other_layout(self):
        (token,) = parse("j,sxyfz").tokens
        self.assertEqual(token.words, ("j", "sxyfz"))
        self.assertEqual(token.other, ("обычная",))

    def test_code_is_found_with_and_without_its_dashes(self):
        text = build_text(["AB-12/3", "4600000000017"], ["Водка"], [])
        for query in ("AB-12/3", "ab123", "ab 12 3", "460000", "0017", "12 ab"):
            with self.subTest(query=query):
                self.assertTrue(_finds(query, text))
        self.assertIn("|ab123|", text)
        self.assertEqual(parse("ab 12/3").code, compact("AB-12/3"))

    def test_short_word_is_looked_for_where_words_begin(self):
        text = build_text([], ["Вино красное"], [])
        self.assertTrue(_finds("кр", text))
        self.assertFalse(_finds("ин", text))

    def test_two_letters_that_changed_places_are_guessed(self):
        self.assertIn("водка", search_query.swap_neighbours("вдока"))
        self.assertNotIn("водка", search_query.swap_neighbours("водка"))
        self.assertEqual(search_query.swap_neighbours("ааа"), [])

    def test_slips_are_counted_up_to_the_end_of_what_was_typed(self):
        pairs = {("вотка", "водка"): 1, ("вдока", "водка"): 1, ("вока", "водка"): 1, ("вооодка", "водка"): 2}
        pairs |= {("водк", "водка"): 0, ("ладожск", "ладожская"): 0, ("чай", "кофе"): 3}
        for (word, other), slips in pairs.items():
            with self.subTest(word=word):
                self.assertEqual(search_query.distance_to_beginning(word, other), slips)

    def test_short_word_forgives_nothing_and_a_long_one_two_slips(self):
        self.assertEqual([search_query.allowed_slips(word) for word in ("чай", "вода", "коньяки")], [0, 1, 2])
        self.assertTrue(search_query.is_word("водка"))
        self.assertFalse(search_query.is_word("4600017"))

    def test_nothing_typed_is_nothing_asked(self):
        for text in ("", None, "   ", "!!!", "%", "_"):
            with self.subTest(text=text):
                self.assertEqual(parse(text).words, ())

    def test_pasted_page_is_cut(self):
        query = parse("слово " * 1000)
        self.assertEqual(len(query.tokens), search_query.MAX_WORDS)

    # === PROPERTIES === #

    @SLOW
    @given(text=st.text(max_size=60))
    def test_normalised_text_stays_and_holds_no_sign_of_like(self, text):
        once = normalise(text)
        self.assertEqual(normalise(once), once)
        self.assertFalse(set("%_\\|") & set(once))
        self.assertEqual(once, once.strip())

    @SLOW
    @given(text=RUSSIAN)
    def test_layout_there_and_back_is_the_same(self, text):
        there = convert_layout(text)
        if any(letter.isalpha() for letter in text):
            self.assertEqual(convert_layout(there), text)

    @SLOW
    @given(name=RUSSIAN, data=st.data())
    def test_product_is_found_by_any_words_of_its_name_in_any_order(self, name, data):
        words = normalise(name).split()[: search_query.MAX_WORDS]
        shuffled = data.draw(st.permutations(words))
        self.assertTrue(_finds(" ".join(shuffled), build_text([], [name], [])))

    @SLOW
    @given(word=st.text("абвг", min_size=4, max_size=9), other=st.text("абвг", min_size=4, max_size=9))
    def test_slips_are_none_only_for_a_beginning_and_never_more_than_letters(self, word, other):
        slips = search_query.distance_to_beginning(word, other)
        self.assertEqual(slips == 0, other.startswith(word))
        self.assertLessEqual(slips, len(word))

    @SLOW
    @given(code=st.text("ABCабв0123456789-/. ", min_size=1, max_size=20), name=RUSSIAN)
    def test_article_is_exact_however_its_signs_were_typed(self, code, name):
        text = build_text([code], [name], [])
        if compact(code):
            self.assertIn(f"|{parse(code).code}|", text)
