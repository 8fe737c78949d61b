from odoo.tests import HttpCase, tagged

from odoo.addons.torg_base.tests.common import HootMixin


@tagged("post_install", "-at_install")
class TestOpenedScreen(HootMixin, HttpCase):
    def test_form_tells_that_its_manager_has_opened_the_order(self):
        self.run_hoot("@torg_sale/opened")
