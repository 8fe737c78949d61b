from odoo.tests import HttpCase, tagged

from odoo.addons.web.tests.test_js import unit_test_error_checker


@tagged("post_install", "-at_install")
class TestJs(HttpCase):
    def test_components_pass_their_suite(self):
        self.browser_js(
            f"/web/tests?headless&loglevel=2&preset=desktop&timeout=15000&id={_hoot_id('@torg_base')}",
            "",
            "",
            login="admin",
            timeout=600,
            success_signal="[HOOT] Test suite succeeded",
            error_checker=unit_test_error_checker,
        )


def _hoot_id(name):
    """The id hoot gives a suite: a 32-bit hash of its name."""
    result = 0
    for char in name:
        result = ((result << 5) - result + ord(char)) & 0xFFFFFFFF
    return f"{result:08x}"
