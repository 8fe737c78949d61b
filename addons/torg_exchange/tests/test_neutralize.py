from odoo.modules.neutralize import get_neutralization_queries
from odoo.tests import tagged

from .common import ExchangeCase


@tagged("post_install", "-at_install")
class TestNeutralize(ExchangeCase):
    def test_copy_for_tests_reaches_nobody_and_holds_no_secrets(self):
        self.anna._emit_event("person.changed")
        message = self.emitted()
        message._store_payload(b'{"phone": "+79123456789"}')
        bulky = self.messages._receive(self.endpoint, "people", "k1", b"\x00 +79123456789")
        message.answer = "+79123456789"
        self.env.flush_all()
        for query in get_neutralization_queries(["torg_exchange"]):
            self.env.cr.execute(query)
        self.env.invalidate_all()
        self.assertFalse(self.endpoint.active)
        self.assertFalse(self.endpoint.secret or self.endpoint.secret_previous)
        self.assertFalse(message.payload_text or message.answer or bulky._get_payload())
        self.assertEqual(message.state, "ready")
