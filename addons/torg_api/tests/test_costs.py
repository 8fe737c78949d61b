import base64
import re
from itertools import count
from unittest.mock import patch

from odoo.tests import tagged

from odoo.addons.torg_api.tools.promise import ONLY
from odoo.addons.torg_base.tests.common import RolesMixin
from odoo.addons.torg_delivery.tests.common import DeliveryMixin

from .costs import COSTS, WEBHOOK
from .login import LoginCase
from .matrix import get_endpoints


def fill(told, values):
    """An example with the marks in it replaced; a text that is nothing but a mark becomes the value itself."""
    if isinstance(told, dict):
        return {name: fill(value, values) for name, value in told.items()}
    if isinstance(told, list):
        return [fill(value, values) for value in told]
    if not isinstance(told, str):
        return told
    mark = told[1:-1]
    return values[mark] if f"{{{mark}}}" == told and mark in values else told.format(**values)


@tagged("post_install", "-at_install")
class TestCosts(DeliveryMixin, RolesMixin, LoginCase):
    """Whatever is added to the API says what it costs, and reads write nothing."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._setup_delivery()
        cls.env.company.country_id = cls.env.ref("base.ru")
        cls.serial = count(10)
        cls.put_stock(cls.near, 500)
        cls.put_stock(cls.far, 500)
        cls.product.categ_id = cls.env["product.category"].create({"name": "Rums"})
        cls.values = {
            "customer": cls.customer.id,
            "product": cls.product.id,
            "store": cls.near.code,
            "far": cls.far.code,
            "carrier": cls.carrier.id,
            "category": cls.product.categ_id.id,
            "day": "2026-03-03",
            "told": cls.make_told_store().code,
        }
        # An addon that brings operations of its own says in its own tests what they cost.
        cls.operations = {
            made.name: made
            for endpoint in get_endpoints(cls.env)
            if (made := endpoint.routing["torg_operation"]).name in COSTS or is_ours(endpoint)
        }

    @classmethod
    def make_told_store(cls):
        """A store whose stock another system tells, and a price type it tells the prices of."""
        pricelist = cls.env["product.pricelist"].create({"name": "Wholesale"})
        cls.env["torg.price.type"].create({"name": "Wholesale", "code": "opt", "pricelist_id": pricelist.id})
        store = cls.env["stock.warehouse"].create({"name": "Told store", "code": "TOLD"})
        store.stock_keeper = "external"
        return store

    @classmethod
    def put_stock(cls, store, quantity):
        cls.env["stock.quant"]._update_available_quantity(cls.product, store.lot_stock_id, quantity)

    def setUp(self):
        super().setUp()
        self.make_price_list()  # the latest one of the customer
        self.told = self.make_told_day()

    # === WHAT REQUESTS USE UP === #

    def make_values(self, cost):
        """What an example is filled with; what it changes or removes is made for it."""
        self.env["torg.api.import"].search([("state", "=", "running")])._cancel()  # one file of a kind at once
        self.forget_sendings()
        values = self.values | {"serial": str(next(self.serial)), "told_day": self.told}
        for mark in re.findall(r"{(\w+)}", f"{cost.path} {cost.body}"):
            if mark not in values:
                values |= getattr(self, f"make_{mark}")()
        return values

    def make_order(self):
        return {"order": self.browse(self.order(1)).id}

    def make_document(self):
        return {"document": self.customer._publish_document("Act.pdf", base64.b64encode(b"%PDF-1.4 x")).id}

    def make_address(self):
        vals = {"name": "Home", "type": "delivery", "parent_id": self.customer.id, "street": "Nevsky 1"}
        return {"address": self.env["res.partner"].create(vals).id}

    def make_webhook(self):
        made = self.call("POST", "/webhooks", fill(WEBHOOK, {"serial": "1"})).data["id"]
        return {"webhook": made, "delivery": self.call("POST", f"/webhooks/{made}/test").data["id"]}

    def make_inn(self):
        """A number that no company has yet."""
        digits = f"77{next(self.serial):07d}"
        weights = (2, 4, 10, 3, 5, 9, 4, 6, 8)
        return {"inn": digits + str(sum(w * int(digit) for w, digit in zip(weights, digits, strict=True)) % 11 % 10)}

    def make_company(self):
        body = {"name": "Romashka", **self.make_inn()}
        made = self.call("POST", f"/customers/{self.customer.id}/companies", body).data["items"]
        return {"company": made[-1]["id"]}

    def make_request(self):
        asked = self.ask(phone="+7 912 555-00-11")
        return {"request": asked.data["request"], "code": self.read_code()}

    def make_refresh(self):
        return {"refresh": self.login()["refresh_token"]}

    def make_login(self):
        return {
            "login": self.env["torg.api.session"]._start(self.public, self.customer, "Firefox", "203.0.113.9")[0].id
        }

    def make_import(self):
        return {"import": self.send(COSTS["create_import"], self.values).data["id"]}

    def make_export(self):
        return {"export": self.call("POST", "/exports", {"kind": "customers"}).data["id"]}

    def make_price_list(self):
        body = {"category": self.product.categ_id.id, "photos": False}
        return {"price_list": self.call("POST", f"/customers/{self.customer.id}/price-lists", body).data["id"]}

    def make_told_day(self):
        """A day whose results are told."""
        path = f"/stores/{self.near.code}/day-totals/2026-03-02"
        self.call("PUT", path, COSTS["put_day_totals"].body)
        return "2026-03-02"

    def send(self, cost, values, method="POST", secret=None, more=None):
        """Send an example; `more` are headers."""
        path, body = cost.path.format(**values), fill(cost.body, values)
        headers = {"Content-Type": "application/x-ndjson"} if cost.raw else None
        return self.call(method, path, body, raw=cost.raw, headers={**(headers or {}), **(more or {})}, secret=secret)

    def measure(self, name):
        """Send the example of an operation; return the answer and how often the base was asked."""
        values, made = self.make_values(COSTS[name]), self.operations[name]
        secret = self.get_secret(made)
        self.env.flush_all()
        before = self.env.cr.sql_log_count
        response = self.send(COSTS[name], values, made.method, secret)
        return response, self.env.cr.sql_log_count - before

    def get_secret(self, made):
        """Who sends an example: the customer, the pages of the shop, or the shop."""
        if made.customer == ONLY:
            return self.token(self.customer)
        return self.public_secret if made.scope == "login" else None

    # === TESTS === #

    def test_every_operation_has_its_cost(self):
        self.assertEqual(sorted(self.operations.keys() ^ COSTS.keys()), [], "tests/costs.py has a line for each")

    def test_no_operation_asks_the_base_more_often_than_it_may(self):
        for name in sorted(self.operations):
            with self.subTest(name):
                self.measure(name)
                response, queries = self.measure(name)
                self.assertEqual(response.status_code, self.operations[name].status, response.text[:500])
                self.assertLessEqual(queries, COSTS[name].most, f"{name}: {queries}")

    def test_reads_never_write(self):
        """A replica could serve them: in a read-only transaction nothing is tried again on the primary."""
        reads = [name for name, made in self.operations.items() if not made.is_write]
        self.assertGreater(len(reads), 15)
        keys = self.registry["torg.api.key"]
        values = {name: self.make_values(COSTS[name]) for name in reads}
        secrets = {name: self.get_secret(self.operations[name]) for name in reads}
        self.set_registry_readonly_mode(True)
        self.addCleanup(self.set_registry_readonly_mode, False)
        with patch.object(keys, "_count", lambda key, opened: None), self.assertNoLogs("odoo.http", "WARNING"):
            for name in reads:
                made = self.operations[name]
                response = self.send(COSTS[name], values[name], made.method, secrets[name])
                self.assertEqual(response.status_code, 200, f"{name}: {response.text[:500]}")

    def test_reading_that_is_known_already_is_not_sent_again(self):
        """Every answer of a reading has its version; files of lines have none."""
        for name, made in self.operations.items():
            if made.method == "GET" and made.media == "application/json":
                values, secret = self.make_values(COSTS[name]), self.get_secret(made)
                first = self.send(COSTS[name], values, "GET", secret)
                head = {"If-None-Match": first.headers.get("ETag", "")}
                again = self.send(COSTS[name], values, "GET", secret, head)
                self.assertEqual((again.status_code, again.content), (304, b""), name)

    def test_only_what_was_seen_is_changed(self):
        """What is read and changed at one address: with If-Match it is changed as it was seen, or not at all."""
        reads = {made.path: name for name, made in self.operations.items() if made.method == "GET"}
        changes = [row for row in self.operations.items() if row[1].method in ("PATCH", "PUT") and row[1].path in reads]
        self.assertEqual(len(changes), 3, changes)
        for name, made in changes:
            values, secret = self.make_values(COSTS[name]), self.get_secret(made)
            self.send(COSTS[name], values, made.method, secret)  # results of a day are there when they were told
            seen = self.send(COSTS[name]._replace(body=None), values, "GET", secret).headers["ETag"]
            refused = self.send(COSTS[name], values, made.method, secret, {"If-Match": '"another"'})
            self.assert_problem(refused, 412, "precondition_failed")
            done = self.send(COSTS[name], values, made.method, secret, {"If-Match": seen})
            self.assertEqual(done.status_code, 200, f"{name}: {done.text[:300]}")


def is_ours(endpoint):
    """Return whether an endpoint is of this addon."""
    return endpoint.func.__module__.startswith("odoo.addons.torg_api.")
