from itertools import count
from unittest.mock import patch

from odoo.tests import tagged

from odoo.addons.torg_base.tests.common import RolesMixin
from odoo.addons.torg_delivery.tests.common import DeliveryMixin

from .bulk import BulkMixin
from .costs import COSTS
from .shop import ShopCase


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
class TestCosts(BulkMixin, DeliveryMixin, RolesMixin, ShopCase):
    """Whatever is added to the API says what it costs, and reads write nothing."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._setup_delivery()
        cls.serial = count(10)
        cls.put_stock(cls.near, 500)
        cls.put_stock(cls.far, 500)
        cls.values = {
            "customer": cls.customer.id,
            "product": cls.product.id,
            "store": cls.near.code,
            "far": cls.far.code,
            "carrier": cls.carrier.id,
            **cls._setup_bulk(),
        }
        rules = cls.env["ir.http"].routing_map().iter_rules()
        found = {rule.endpoint.routing.get("torg_operation") for rule in rules} - {None}
        # An addon that brings operations of its own says in its own tests what they cost.
        cls.operations = {made.name: made for made in found if made.name in COSTS or cls.is_ours(made)}

    @classmethod
    def put_stock(cls, store, quantity):
        cls.env["stock.quant"]._update_available_quantity(cls.product, store.lot_stock_id, quantity)

    @classmethod
    def is_ours(cls, made):
        rules = cls.env["ir.http"].routing_map().iter_rules()
        ours = [rule.endpoint.func for rule in rules if rule.endpoint.routing.get("torg_operation") is made]
        return any(function.__module__.startswith("odoo.addons.torg_api.") for function in ours)

    def make_values(self, told):
        """What an example is filled with: made anew where a request uses it up."""
        values = self.values | {"serial": str(next(self.serial))}
        if "{order}" in told:
            values["order"] = self.browse(self.order(1)).id
        if "{address}" in told:
            address = {"name": "Home", "type": "delivery", "parent_id": self.customer.id, "street": "Nevsky 1"}
            values["address"] = self.env["res.partner"].create(address).id
        return self.add_bulk_values(told, values)

    def ask(self, name):
        """Send the example of an operation; return the answer and how often the base was asked."""
        made, cost = self.operations[name], COSTS[name]
        values = self.make_values(f"{cost.path} {cost.body}")
        path, body = cost.path.format(**values), fill(cost.body, values)
        self.env.flush_all()
        before = self.env.cr.sql_log_count
        response = self.send(made, path, body)
        return response, self.env.cr.sql_log_count - before

    def test_every_operation_has_its_cost(self):
        self.assertEqual(sorted(self.operations.keys() ^ COSTS.keys()), [], "tests/costs.py has a line for each")

    def test_no_operation_asks_the_base_more_often_than_it_may(self):
        for name in sorted(self.operations):
            with self.subTest(name):
                self.ask(name)
                response, queries = self.ask(name)
                self.assertEqual(response.status_code, self.operations[name].status, response.text[:500])
                self.assertLessEqual(queries, COSTS[name].most, f"{name}: {queries}")

    def test_reads_never_write(self):
        """A replica could serve them: in a read-only transaction nothing is tried again on the primary."""
        reads = [name for name, made in self.operations.items() if not made.is_write]
        self.assertGreater(len(reads), 15)
        keys = self.registry["torg.api.key"]
        requests = []
        for name in reads:
            cost = COSTS[name]
            values = self.make_values(f"{cost.path} {cost.body}")
            requests.append((name, cost.path.format(**values), fill(cost.body, values)))
        self.set_registry_readonly_mode(True)
        self.addCleanup(self.set_registry_readonly_mode, False)
        with patch.object(keys, "_count", lambda key, opened: None), self.assertNoLogs("odoo.http", "WARNING"):
            for name, path, body in requests:
                response = self.send(self.operations[name], path, body)
                self.assertEqual(response.status_code, 200, f"{name}: {response.text[:500]}")
