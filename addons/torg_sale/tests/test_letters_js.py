from odoo.tests import HttpCase, tagged

from odoo.addons.torg_base.tests.common import HootMixin


@tagged("post_install", "-at_install")
class TestLettersJs(HootMixin, HttpCase):
    def test_conflict_of_two_people_passes_its_suite(self):
        self.run_hoot("@torg_sale/order_conflict")

    def test_presence_passes_its_suite(self):
        self.run_hoot("@torg_sale/order_presence")
