from io import BytesIO

from odoo import fields
from odoo.modules.neutralize import get_neutralization_queries
from odoo.tests import TransactionCase, tagged

from odoo.addons.torg_api.models.torg_api_key import digest

CLEARED = ("key.viewer", "session", "code", "bucket", "idempotency", "quote", "import.part", "import.problem")
PHONE = "+79125557701"


@tagged("post_install", "-at_install")
class TestNeutralize(TransactionCase):
    """A test copy of the base lets nobody in who has a key of the real one, and holds nothing that came or went."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.key = cls.env["torg.api.key"].create({"name": "shop.example"})
        cls.customer = cls.env["res.partner"].create({"name": "Customer", "phone": PHONE})

    def neutralize(self):
        self.env.flush_all()
        for query in get_neutralization_queries(["torg_api"]):
            self.env.cr.execute(query)
        self.env.invalidate_all()

    def test_keys_of_the_real_base_open_nothing(self):
        old, new = self.key._issue(), self.key._issue(days=7)
        self.neutralize()
        for secret in (old, new):
            self.assertFalse(self.key._find(digest(secret)))
        self.assertEqual(self.key.state, "none")
        self.assertTrue(self.key._find(digest(self.key._issue())), "a new one for the copy works")

    def test_addresses_of_the_real_base_open_nothing(self):
        company = self.env.company
        signature = company._sign_file("document", 1, "stamp")
        self.neutralize()
        self.assertFalse(company._is_file_signed("document", 1, "stamp", signature))
        self.assertTrue(company._is_file_signed("document", 1, "stamp", company._sign_file("document", 1, "stamp")))
        secrets = self.env["res.company"].search([]).mapped("shop_file_secret")
        self.assertEqual(len(secrets), len(set(secrets)))

    def test_nothing_that_came_or_went_is_left(self):
        key, now, company = self.key, fields.Datetime.now(), self.env.company
        self.env["torg.api.key.viewer"].create({"key_id": key.id, "secret": key._issue()})
        self.env["torg.api.session"]._start(key, self.customer, "Firefox", "203.0.113.9")
        mine = {"key_id": key.id, "company_id": company.id, "name": "x"}
        self.env["torg.api.code"].create(
            {**mine, "kind": "sms", "target": PHONE, "digest": "d", "sent_at": now, "expires_at": now}
        )
        self.env["torg.api.bucket"].create({"key_id": key.id, "kind": "read 203.0.113.9", "free_at": 0})
        kept = {"operation": "o", "fingerprint": "f", "done_at": now, "body": PHONE}
        self.env["torg.api.idempotency"].create({"key_id": key.id, "name": "x", **kept})
        basket = {"customer": {"phone": PHONE}}
        self.env["torg.api.quote"].create({"name": "x", "company_id": company.id, "basket": basket, "expires_at": now})
        file = self.env["torg.api.import"]._open(key, "customers", BytesIO(b'{"phone": "%s"}' % PHONE.encode()))
        self.env["torg.api.import.problem"].create({"import_id": file.id, "line": 1, "detail": PHONE})
        self.neutralize()
        for name in CLEARED:
            self.assertFalse(self.env[f"torg.api.{name}"].search([]), name)
        self.assertEqual((file.state, file._load_next(0)), ("cancelled", "nothing to do"))

    def test_exported_files_are_gone(self):
        ready, running = (self.env["torg.api.export"]._open(self.key, "customers", {}) for _number in range(2))
        ready._export_next(0)
        self.env["torg.api.export.part"].create({"export_id": running.id, "content": b"e30="})
        self.assertTrue(ready.file)
        self.neutralize()
        self.assertEqual((ready + running).mapped("state"), ["expired", "expired"])
        self.assertFalse(ready.file or running.part_ids or ready._get_shop_address())
        self.assertEqual(running._export_next(0), "nothing to do")
