import phonenumbers
from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..tools.phone import kind_of, parse, parse_all, pretty

# The same examples at every run, on a slow machine too, with no folder of its own.
repeatable = settings(max_examples=200, deadline=None, derandomize=True, database=None)

MOSCOW = "+74951234567"
MOBILE = "+79161234567"

digits = st.text("0123456789", min_size=7, max_size=7)
codes = st.sampled_from(["916", "903", "999", "495", "812", "383", "700", "701", "777", "800"])
# A local part from 2 on: numbers from 0 and 1 are not given out, "possible" but never "valid".
nationals = st.builds(lambda code, rest: code + "2" + rest[1:], codes, digits)
separators = st.sampled_from([", ", "; ", " / ", "\n", " и ", " или ", "|", " раб. "])


def write(national, style):
    """A ten-digit number in one of the styles people use."""
    a, b, c, d = national[:3], national[3:6], national[6:8], national[8:]
    return [
        f"8{national}",
        f"7{national}",
        f"+7{national}",
        f"8 ({a}) {b}-{c}-{d}",
        f"+7 {a} {b}-{c}-{d}",
        f"8-{a}-{b}-{c}-{d}",
        f"8.{a}.{b}.{c}.{d}",
        f"+8 ({a}) {b} {c} {d}",
        f"тел.: 8\u00a0{a}\u00a0{b}\u2013{c}\u2013{d}",
        national,
    ][style]


@tagged("-at_install", "post_install")
class TestPhoneParse(BaseCase):
    def assertKeys(self, text, keys, *regions):
        self.assertEqual([phone.key for phone in parse_all(text, *(regions or ["RU"]))], keys, text)

    def test_all_national_forms_are_one_number(self):
        for style in range(10):
            self.assertKeys(write("9161234567", style), [MOBILE])

    def test_extension_is_kept_apart(self):
        for text in (
            "8 (495) 123-45-67 доб. 102",
            "8 (495) 123-45-67 (доб. 102)",
            "+74951234567 добавочный 102",
            "84951234567, вн. 102",
            "8-495-123-45-67-доб.102",
            "84951234567#102",
            "8 495 1234567 ext 102",
        ):
            phone = parse(text, "RU")
            self.assertEqual((phone.key, phone.extension), (MOSCOW, "102"), text)

    def test_several_numbers_in_one_text(self):
        phones = parse_all("8-916-123-45-67, 8-495-123-45-67 доб. 5", "RU")
        self.assertEqual([(phone.key, phone.extension) for phone in phones], [(MOBILE, ""), (MOSCOW, "5")])
        self.assertEqual([phone.text for phone in phones], ["8-916-123-45-67", "8-495-123-45-67 доб. 5"])
        self.assertKeys("моб. 8 916 123 45 67 8 495 123 45 67", [MOBILE, MOSCOW])
        self.assertKeys("с 10 до 18 8-916-123-45-67", [MOBILE])
        self.assertKeys("8 (495) 123-45-67/68", [MOSCOW])

    def test_the_same_number_twice_is_one(self):
        self.assertKeys("8 916 123-45-67; +7 916 1234567", [MOBILE])

    def test_other_countries_are_not_cut(self):
        self.assertKeys("+375 29 123-45-67", ["+375291234567"])
        self.assertKeys("375291234567", ["+375291234567"])  # an exchange that sends no plus
        self.assertKeys("8 10 375 29 123 45 67", ["+375291234567"])
        self.assertKeys("+49 30 123456", ["+4930123456"])
        self.assertKeys("0049 30 123456", ["+4930123456"])
        self.assertKeys("998901234567", ["+998901234567"])
        self.assertKeys("+84951234567", ["+84951234567"])  # Vietnam, not the Russian 8 495

    def test_kazakhstan_shares_the_plan_with_russia(self):
        for region in ("KZ", "RU"):
            for text in ("8 701 123 45 67", "+7 701 123 45 67", "77011234567", "7011234567"):
                self.assertKeys(text, ["+77011234567"], region)
        self.assertKeys("8-916-123-45-67", [MOBILE], "KZ")

    def test_the_likeliest_country_goes_first(self):
        self.assertKeys("8 029 123-45-67", ["+375291234567"], "BY", "RU")
        self.assertKeys("8-916-123-45-67", [MOBILE], "BY", "RU")
        self.assertKeys("8-916-123-45-67", [], None)
        self.assertKeys("+7 916 123-45-67", [MOBILE], None)

    def test_numbers_inside_the_exchange_have_no_key(self):
        for text in ("10", "102", "доб. 102", "1234", "12345", "123-45-67", "123456"):
            self.assertKeys(text, [])

    def test_garbage_gives_nothing(self):
        for text in (None, "", "  ", "нет телефона", "anonymous", "+", "++7", "12345678901234567890", "()-", "8⁹"):
            self.assertKeys(text, [])

    def test_kind_and_look(self):
        self.assertEqual([kind_of(MOBILE), kind_of(MOSCOW), kind_of("+78005553535")], ["mobile", "fixed", "other"])
        self.assertEqual(pretty(MOBILE), "+7 916 123-45-67")

    @repeatable
    @given(nationals, st.integers(0, 9), st.integers(0, 9))
    def test_any_two_ways_of_writing_agree(self, national, one, other):
        self.assertEqual(
            [phone.key for phone in parse_all(write(national, one), "RU")],
            [phone.key for phone in parse_all(write(national, other), "KZ")],
        )
        self.assertKeys(write(national, one), ["+7" + national])

    @repeatable
    @given(nationals, st.integers(0, 8), st.integers(1, 9999999))
    def test_any_extension_survives(self, national, style, extension):
        phone = parse(f"{write(national, style)} доб. {extension}", "RU")
        self.assertEqual((phone.key, phone.extension), ("+7" + national, str(extension)))

    @repeatable
    @given(
        st.lists(st.tuples(nationals, st.integers(0, 8)), min_size=1, max_size=5, unique_by=lambda x: x[0]), st.data()
    )
    def test_any_list_of_numbers_is_read_whole(self, numbers, data):
        text = write(*numbers[0])
        for number in numbers[1:]:
            text += data.draw(separators) + write(*number)
        self.assertKeys(text, ["+7" + national for national, _style in numbers])

    @repeatable
    @given(st.sampled_from(sorted(phonenumbers.SUPPORTED_REGIONS)), st.sampled_from(["RU", "KZ", "DE"]))
    def test_any_country_written_in_full_keeps_its_number(self, region, reader):
        example = phonenumbers.example_number_for_type(region, phonenumbers.PhoneNumberType.MOBILE)
        if example is None:
            return
        key = phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.E164)
        self.assertKeys(pretty(key), [key], reader)

    @repeatable
    @given(st.text(st.characters(codec="utf-8"), max_size=300) | st.text("0123456789+-() доб.,;#/\n", max_size=300))
    def test_no_text_breaks_it_and_every_key_is_a_number(self, text):
        for phone in parse_all(text, "RU"):
            self.assertRegex(phone.key, r"^\+[1-9]\d{5,14}$")
            self.assertRegex(phone.extension, r"^\d{0,7}$")
            self.assertKeys(phone.key, [phone.key])  # reading a key again gives the key
