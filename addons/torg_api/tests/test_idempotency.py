from types import SimpleNamespace

from odoo.tests import TransactionCase, tagged

from odoo.addons.torg_api.tools.problem import ApiProblem
from odoo.addons.torg_api.tools.promise import Operation

OPERATION = Operation("create_order", "POST", "/orders", "orders", "Order", "Orders")


@tagged("post_install", "-at_install")
class TestIdempotency(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.key, cls.other = cls.env["torg.api.key"].create([{"name": "one"}, {"name": "two"}])
        cls.memory = cls.env["torg.api.idempotency"]

    def setUp(self):
        super().setUp()
        self.registry_enter_test_mode()  # what is kept is looked up on a cursor of its own

    def begin(self, name="k1", raw=b"{}", key=None):
        return self.memory._begin(key or self.key, name, OPERATION, "/orders", raw)

    def finish(self, name="k1", raw=b"{}", body='{"id": 1}'):
        self.memory._finish(self.key, name, OPERATION, "/orders", raw, 201, body)
        self.env.flush_all()

    def test_done_request_is_answered_from_memory(self):
        self.assertFalse(self.begin())
        self.finish()
        known = self.begin()
        self.assertEqual((known.status, known.body), (201, '{"id": 1}'))

    def test_other_body_under_the_same_name_is_refused(self):
        self.finish()
        with self.assertRaises(ApiProblem) as caught:
            self.begin(raw=b'{"a": 1}')
        self.assertEqual(caught.exception.kind.code, "idempotency_reused")

    def test_names_of_two_keys_do_not_meet(self):
        self.finish()
        self.assertFalse(self.begin(key=self.other))

    def test_name_has_a_form(self):
        shop = SimpleNamespace(customer=self.env["res.partner"])
        for name in ("", " ", "x" * 256, "a\tb"):
            with self.assertRaises(ApiProblem, msg=repr(name)):
                self.memory._get_name(shop, name)

    def test_names_of_two_customers_do_not_meet(self):
        anna, boris = self.env["res.partner"].create([{"name": "Anna"}, {"name": "Boris"}])
        names = [self.memory._get_name(SimpleNamespace(customer=one), "k1") for one in (anna, boris, anna.browse())]
        self.assertEqual(len(set(names)), 3)
        with self.assertRaises(ApiProblem):  # a key cannot take the name of a customer's
            self.memory._get_name(SimpleNamespace(customer=anna.browse()), names[0])

    def test_after_three_days_the_name_is_free_again(self):
        self.finish()
        self.env.cr.execute("UPDATE torg_api_idempotency SET done_at = done_at - interval '73 hours'")
        self.memory.invalidate_model()
        self.assertFalse(self.begin(raw=b'{"a": 1}'))
        self.finish(raw=b'{"a": 1}', body="new")
        self.assertEqual(self.begin(raw=b'{"a": 1}').body, "new")
