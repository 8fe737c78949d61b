from odoo.modules.module import get_module_path, load_script
from odoo.tests import tagged

from odoo.addons.torg_ru.tests.common import RuCommon


@tagged("post_install", "-at_install")
class TestMigration(RuCommon):
    def _migrate(self, version, script):
        path = f"{get_module_path('torg_ru')}/migrations/{version}/{script}.py"
        load_script(path, script).migrate(self.env.cr, "19.0.1.0.0")

    def test_older_base_gets_the_address_form(self):
        self.russia.address_view_id = False
        self._migrate("19.0.1.0.1", "post-address_view")
        self.assertEqual(self.russia.address_view_id, self.env.ref("torg_ru.res_partner_view_form_address"))

    def test_address_form_chosen_by_people_stays(self):
        chosen = self.env.ref("base.view_partner_address_form")
        self.russia.address_view_id = chosen
        self._migrate("19.0.1.0.1", "post-address_view")
        self.assertEqual(self.russia.address_view_id, chosen)
