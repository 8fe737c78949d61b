from odoo.tests import tagged

from odoo.addons.torg_ru.tests.common import RuCommon


@tagged("post_install", "-at_install")
class TestResCurrency(RuCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("ru_RU")
        cls.env["res.lang"]._activate_lang("en_US")
        cls.rouble = cls.env.ref("base.RUB")

    def test_roubles_are_spelled_in_russian(self):
        self.assertEqual(self.rouble.with_context(lang="ru_RU").amount_to_text(21), "Двадцать один рубль 00 копеек")
        self.assertEqual(
            self.rouble.with_context(lang="ru_RU").amount_to_text(1_000_000), "Один миллион рублей 00 копеек"
        )

    def test_other_languages_and_currencies_stay_with_core(self):
        self.assertIn("Twenty-One", self.rouble.with_context(lang="en_US").amount_to_text(21))
        dollars = self.env.ref("base.USD").with_context(lang="ru_RU").amount_to_text(21)
        self.assertNotIn("рубл", dollars.lower())
        self.assertIn("двадцать один", dollars.lower())
