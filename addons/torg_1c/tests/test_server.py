from odoo.tests import tagged

from .onec_http import OnecHttpCase


@tagged("post_install", "-at_install")
class TestServer(OnecHttpCase):
    def test_right_login_opens_a_session(self):
        answer = self.ask("type=catalog&mode=checkauth").split("\n")
        self.assertEqual(answer[:2], ["success", "onec_sid"])
        self.assertEqual(answer[3], f"sessid={answer[2]}")
