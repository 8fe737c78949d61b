from odoo.tests import HttpCase, tagged

from odoo.addons.torg_base.tests.common import HootMixin


@tagged("post_install", "-at_install")
class TestJs(HootMixin, HttpCase):
    def test_components_pass_their_suite(self):
        self.run_hoot("@torg_stock")
