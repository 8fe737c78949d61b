from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase

from odoo.addons.torg_ru.tools import requisites
from odoo.addons.torg_ru.tools.requisites import Flaw

SLOW = [HealthCheck.too_slow]  # a busy machine is no fault of the code

DIGITS = "0123456789"


def digits(length):
    return st.text(DIGITS, min_size=length, max_size=length)


class TestRequisites(BaseCase):
    def assertFlaw(self, find_flaw, table):
        for arguments, flaw in table:
            with self.subTest(arguments=arguments):
                self.assertEqual(find_flaw(*arguments), flaw)

    def test_inn_of_known_organisations_and_people(self):
        self.assertFlaw(requisites.find_inn_flaw, [
            (("7707083893",), None),
            (("7830002293",), None),
            (("500100732259",), None),
            (("7707083894",), Flaw.CHECKSUM),
            (("500100732258",), Flaw.CHECKSUM),
            (("500100732269",), Flaw.CHECKSUM),
            (("770708389",), Flaw.LENGTH),
            (("77070838930",), Flaw.LENGTH),
            (("77070B3893",), Flaw.DIGITS),
            (("7707 083893",), Flaw.DIGITS),
            (("",), Flaw.DIGITS),
            (("٧٧٠٧٠٨٣٨٩٣",), Flaw.DIGITS),
        ])  # fmt: skip

    def test_inn_of_a_person_with_remainder_ten_is_sound(self):
        """Such numbers are every sixth one, and the check of core refuses them."""
        for inn in ("586834497804", "517812865709", "957903289270"):
            with self.subTest(inn=inn):
                self.assertIsNone(requisites.find_inn_flaw(inn))

    def test_kpp_may_have_letters_in_the_middle_only(self):
        self.assertFlaw(requisites.find_kpp_flaw, [
            (("770401001",), None),
            (("7704AB001",), None),
            (("7704ab001",), Flaw.FORMAT),
            (("7704АБ001",), Flaw.FORMAT),
            (("77A401001",), Flaw.FORMAT),
            (("77040100A",), Flaw.FORMAT),
            (("77040100",), Flaw.FORMAT),
            (("7704010011",), Flaw.FORMAT),
            (("770401001\n",), Flaw.FORMAT),
        ])  # fmt: skip

    def test_ogrn_and_ogrnip(self):
        self.assertFlaw(requisites.find_ogrn_flaw, [
            (("1027700132195",), None),
            (("1037739010891",), None),
            (("304500116000157",), None),
            (("1027700132196",), Flaw.CHECKSUM),
            (("304500116000158",), Flaw.CHECKSUM),
            (("102770013219",), Flaw.LENGTH),
            (("10277001321955",), Flaw.LENGTH),
            (("O027700132195",), Flaw.DIGITS),
        ])  # fmt: skip

    def test_okpo_of_organisation_and_sole_trader(self):
        self.assertFlaw(requisites.find_okpo_flaw, [
            (("00032537",), None),
            (("0121210219",), None),
            (("00032538",), Flaw.CHECKSUM),
            (("0121210218",), Flaw.CHECKSUM),
            (("000325370",), Flaw.LENGTH),
            (("0003253A",), Flaw.DIGITS),
        ])  # fmt: skip

    def test_okpo_is_counted_again_when_the_first_remainder_is_ten(self):
        # 5 × 2 = 10 by weights 1, 2, 3…; again by 3, 4, 5…: 5 × 4 = 20, 20 % 11 = 9
        self.assertIsNone(requisites.find_okpo_flaw("05000009"))
        self.assertEqual(requisites.find_okpo_flaw("05000000"), Flaw.CHECKSUM)

    def test_bic(self):
        self.assertFlaw(requisites.find_bic_flaw, [
            (("044525225",), None),
            (("04452522",), Flaw.LENGTH),
            (("0445252255",), Flaw.LENGTH),
            (("SABRRUMM",), Flaw.DIGITS),
        ])  # fmt: skip

    def test_correspondent_account(self):
        self.assertFlaw(requisites.find_corr_account_flaw, [
            (("30101810400000000225", "044525225"), None),
            (("30101810800000000746", "049805746"), None),  # the example of procedure 515
            (("40102810445370000059", "017003983"), None),  # the single account of the Treasury
            (("30101810500000000225", "044525225"), Flaw.CHECKSUM),
            (("30101810400000000225", "044030653"), Flaw.CHECKSUM),
            (("3010181040000000022", "044525225"), Flaw.LENGTH),
            (("3010181040000000022X", "044525225"), Flaw.DIGITS),
        ])  # fmt: skip

    def test_settlement_account(self):
        self.assertFlaw(requisites.find_account_flaw, [
            (("40602810700000000025", "049805746"), None),  # the example of procedure 515
            (("40817810156003706312", "044525225"), None),
            (("40817810156003706312", "044525226"), Flaw.CHECKSUM),
            (("40817810256003706312", "044525225"), Flaw.CHECKSUM),
            (("4081781015600370631", "044525225"), Flaw.LENGTH),
            (("40817810I56003706312", "044525225"), Flaw.DIGITS),
        ])  # fmt: skip

    def test_account_in_a_settlement_centre_counts_with_the_region_digits(self):
        # the second example of procedure 515: conditional number 005 of BIC 049805000
        key = next(k for k in DIGITS if not requisites.find_account_flaw(f"40102810{k}00000010001", "049805000"))
        self.assertEqual(key, next(
            k for k in DIGITS if not requisites.find_corr_account_flaw(f"40102810{k}00000010001", "049805000")
        ))  # fmt: skip
        self.assertEqual(key, "1")

    def test_treasury_account_is_checked_for_length_only(self):
        self.assertIsNone(requisites.find_account_flaw("03100643000000018500", "017003983"))
        self.assertEqual(requisites.find_account_flaw("0310064300000001850", "017003983"), Flaw.LENGTH)

    @given(digits(9))
    def test_every_organisation_number_has_one_check_digit(self, number):
        self.assertEqual(sum(requisites.find_inn_flaw(number + digit) is None for digit in DIGITS), 1)

    @settings(max_examples=30, deadline=None, suppress_health_check=SLOW)
    @given(digits(10))
    def test_every_person_number_has_one_pair_of_check_digits(self, number):
        pairs = [a + b for a in DIGITS for b in DIGITS]
        self.assertEqual(sum(requisites.find_inn_flaw(number + pair) is None for pair in pairs), 1)

    @given(digits(12), digits(14))
    def test_every_registration_has_one_check_digit(self, organisation, sole_trader):
        for number in (organisation, sole_trader):
            self.assertEqual(sum(requisites.find_ogrn_flaw(number + digit) is None for digit in DIGITS), 1)

    @given(digits(7), digits(9))
    def test_every_okpo_has_one_check_digit(self, organisation, sole_trader):
        for number in (organisation, sole_trader):
            self.assertEqual(sum(requisites.find_okpo_flaw(number + digit) is None for digit in DIGITS), 1)

    @given(digits(20), st.integers(0, 19), st.sampled_from(DIGITS), digits(7))
    def test_one_wrong_digit_in_an_account_is_always_found(self, account, place, digit, bank):
        bic = "04" + bank
        sound = next(
            number for key in DIGITS
            if requisites.find_account_flaw(number := account[:8] + key + account[9:], bic) is None
        )  # fmt: skip
        mistyped = sound[:place] + digit + sound[place + 1 :]
        expected = None if mistyped == sound else Flaw.CHECKSUM
        self.assertEqual(requisites.find_account_flaw(mistyped, bic), expected)

    @given(st.text(), st.text())
    def test_any_text_gets_an_answer(self, value, bic):
        for find_flaw in (
            requisites.find_inn_flaw, requisites.find_kpp_flaw, requisites.find_ogrn_flaw,
            requisites.find_okpo_flaw, requisites.find_bic_flaw,
        ):  # fmt: skip
            self.assertIn(find_flaw(value), (None, *Flaw))

    def test_person_inn_is_told_by_its_length(self):
        self.assertTrue(requisites.is_person_inn("500100732259"))
        self.assertFalse(requisites.is_person_inn("7707083893"))
        self.assertFalse(requisites.is_person_inn(False))
