from odoo.tests import tagged

from odoo.addons.torg_ru.tests.common import RuCommon


@tagged("post_install", "-at_install")
class TestTorgRuApply(RuCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("ru_RU")
        fresh = cls._create_company("Fresh Test", cls.env["res.country"])
        cls.wizards = cls.env["torg.ru.apply"].with_company(fresh).with_context(lang="ru_RU")

    def test_preview_shows_changes_and_makes_none(self):
        wizard = self.wizards.create({})
        becomes = dict(zip(wizard.line_ids.mapped("label"), wizard.line_ids.mapped("becomes"), strict=True))
        self.assertEqual(becomes["Страна компании"], "Российская Федерация")
        self.assertIn("НДС 22%", becomes["План счетов и налоги"])
        self.assertFalse(wizard.company_id.country_id)

    def test_applying_makes_what_was_shown(self):
        wizard = self.wizards.create({})
        self.assertTrue(wizard.line_ids)
        action = wizard.action_apply()
        self.assertEqual(action["tag"], "reload_context")
        self.assertEqual(wizard.company_id.country_id, self.russia)
        self.assertFalse(self.wizards.create({}).line_ids, "nothing is left to show")
