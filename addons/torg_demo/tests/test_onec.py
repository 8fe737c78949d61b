from odoo.tests import tagged

from odoo.addons.torg_demo.models.torg_demo_introduction import PARAMETER
from odoo.addons.torg_demo.models.torg_demo_onec import CODE, LOGIN, PASSWORD

from .common import DemoCase


@tagged("post_install", "-at_install")
class TestOnec(DemoCase):
    def test_1c_logs_in_with_what_the_introduction_tells(self):
        endpoint = self.get_demo("endpoint_ut")
        self.assertEqual(endpoint._log_in_onec(CODE, LOGIN, PASSWORD), endpoint)
        told = self.env["ir.config_parameter"].get_param(PARAMETER)
        for word in (f"/1c/{CODE},", LOGIN, PASSWORD):
            self.assertIn(word, told)

    def test_loading_again_keeps_the_password_a_person_has_set(self):
        endpoint = self.get_demo("endpoint_ut")
        endpoint._set_onec_password("a new one")
        self.demo._load_onec()
        self.assertEqual(endpoint._log_in_onec(CODE, LOGIN, "a new one"), endpoint)
