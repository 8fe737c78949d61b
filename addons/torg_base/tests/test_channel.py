from types import SimpleNamespace
from unittest.mock import patch

from odoo.tests import TransactionCase, tagged

from odoo.addons.torg_base.models import ir_http_channel


@tagged("post_install", "-at_install")
class TestChannel(TransactionCase):
    """Through which channel a request came: the address tells it, nobody's word."""

    def _get_channel(self, path):
        request = SimpleNamespace(httprequest=SimpleNamespace(path=path))
        with patch.object(ir_http_channel, "request", request):
            return self.env["ir.http"]._get_channel()

    def test_our_own_screens_are_the_desk(self):
        for path in ("/web", "/web/dataset/call_kw/sale.order/web_save", "/odoo", "/odoo/desk", "/mail/data"):
            self.assertEqual(self._get_channel(path), "desk", path)

    def test_other_programmes_are_the_api(self):
        for path in ("/json/2/sale.order/write", "/jsonrpc", "/xmlrpc/2/object", "/webhooks/site", "/odoo2", "/"):
            self.assertEqual(self._get_channel(path), "api", path)

    def test_jobs_and_what_has_no_request_are_the_system(self):
        self.assertEqual(self._get_channel("/queue_job/runjob"), "system")
        self.assertEqual(self.env["ir.http"]._get_channel(), "system")
