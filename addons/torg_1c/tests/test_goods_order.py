import importlib.util
import random
import sys
import tempfile
from pathlib import Path

from odoo.tests import tagged

from .common import OnecCase
from .goods import GoodsMixin

FAKE = Path(__file__).parents[3] / "tests" / "fakes" / "onec_data.py"


def load_fake():
    """Return the module that writes synthetic exports, None where only the addons are installed."""
    if not FAKE.exists():
        return None
    spec = importlib.util.spec_from_file_location("torg_onec_data", FAKE)
    sys.modules[spec.name] = module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@tagged("post_install", "-at_install")
class TestGoodsOrder(GoodsMixin, OnecCase):
    """Parts of an export in any order, each twice, leave the same prices and the same stock."""

    def make_base(self, code, data):
        endpoint = self.make_only_onec(code, onec_create_price_lists=True, onec_create_stores=True)
        if "OfferRec" not in self.env["torg.onec.applier"]._get_handlers():
            keys = [tuple((key + "#").split("#")[:2]) for n in range(data.items) for key in data.offer_ids(n)]
            vals = [{"name": f"{code} {number}", "is_storable": True} for number in range(len(keys))]
            products = self.env["product.product"].create(vals)
            self.env["torg.exchange.link"]._link(endpoint, "offer", dict(zip(keys, products, strict=True)))
        return endpoint

    def send(self, endpoint, files):
        export = self.env["torg.onec.export"].create({"endpoint_id": endpoint.id})
        for file in files:
            run = self.load(file.read_bytes(), name=file.name, endpoint=endpoint, export_id=export.id)
            self.assertEqual(run.state, "done", self.show(run))
        export._close()
        self.finish(self.env["torg.onec.run"].search([("state", "=", "waiting")]))
        self.assertEqual(export.state, "closed")

    def read(self, endpoint):
        """Return prices and stock by what 1C calls them."""
        links = self.env["torg.exchange.link"].search([("endpoint_id", "=", endpoint.id), ("kind", "=", "offer")])
        place = {link.res_id: (link.external_id, link.sub_id) for link in links}
        prices = [
            (mapping.external_id, place[item.product_id.id], item.fixed_price)
            for mapping in endpoint.onec_price_type_ids
            for item in mapping.price_type_id.pricelist_id.item_ids
        ]
        figures = self.env["torg.stock.figure"].search([("product_id", "in", list(place)), ("free", "!=", 0)])
        stores = {mapping.warehouse_id.id: mapping.external_id for mapping in endpoint.onec_warehouse_ids}
        stock = [(stores[row.warehouse_id.id], place[row.product_id.id], row.free) for row in figures]
        return sorted(prices), sorted(stock)

    def test_order_and_repetition_of_parts_do_not_matter(self):
        fake = load_fake()
        if not fake:
            self.skipTest("The writer of synthetic exports is not installed")
        data = fake.Export(items=4, offers=2, price_types=2, stores=2, version="3.1")
        with tempfile.TemporaryDirectory() as folder:
            files = [Path(folder) / name for name in data.write(folder)]
            endpoint = self.make_base("in-order", data)
            self.send(endpoint, files)
            wanted = self.read(endpoint)
            self.assertEqual((len(wanted[0]), bool(wanted[1])), (16, True))
            for seed in range(5):
                shuffled = files * 2
                random.Random(seed).shuffle(shuffled)
                endpoint = self.make_base(f"order-{seed}", data)
                self.send(endpoint, shuffled)
                self.assertEqual(self.read(endpoint), wanted, [file.name for file in shuffled])
