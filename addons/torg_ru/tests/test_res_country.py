from odoo.tests import tagged
from odoo.tools.convert import convert_file

from odoo.addons.torg_ru.tests.common import RuCommon


@tagged("post_install", "-at_install")
class TestResCountry(RuCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.regions = cls.env["res.country.state"].search([("country_id", "=", cls.russia.id)])

    def _update_addon(self):
        convert_file(self.env, "torg_ru", "data/res_country_data.xml", {}, mode="update")

    def test_every_region_gets_a_russian_name(self):
        self.env["res.country.state"]._name_ru_regions()
        english = self.regions.filtered(lambda region: region.name.isascii())
        self.assertFalse(english)
        self.assertEqual(self.env.ref("base.state_ru_spe").name, "Санкт-Петербург")
        self.assertEqual(self.env.ref("torg_ru.state_ru_zab").name, "Забайкальский край")

    def test_names_given_by_people_stay(self):
        region = self.env.ref("base.state_ru_kem")
        region.name = "Кузбасс"
        self.env["res.country.state"]._name_ru_regions()
        self.assertEqual(region.name, "Кузбасс")

    def test_names_come_back_after_an_update_of_base(self):
        region = self.env.ref("base.state_ru_len")
        region.name = "Leningrad Oblast"
        self._update_addon()
        self.assertEqual(region.name, "Ленинградская область")

    def test_without_a_russian_company_regions_stay_english(self):
        region = self.env.ref("base.state_ru_len")
        region.name = "Leningrad Oblast"
        self.env["res.company"].search([("partner_id.country_id", "=", self.russia.id)]).partner_id.country_id = False
        self.env["res.country.state"]._restore_ru_region_names()
        self.assertEqual(region.name, "Leningrad Oblast")

    def test_update_keeps_what_people_changed(self):
        self.russia.write({"vat_label": "Tax number", "address_format": "%(city)s"})
        self._update_addon()
        self.assertEqual(self.russia.vat_label, "Tax number")
        self.assertEqual(self.russia.address_format, "%(city)s")
