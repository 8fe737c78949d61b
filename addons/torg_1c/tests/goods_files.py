import importlib.util
import sys
from pathlib import Path

from .common import OnecCase
from .goods import TABLES, GoodsMixin

FAKE = Path(__file__).parents[3] / "tests" / "fakes" / "onec_data.py"
ROW_END = "</Предложение>\n"


def load_fake():
    """Return the module that writes synthetic exports, None where only the addons are installed."""
    if not FAKE.exists():
        return None
    spec = importlib.util.spec_from_file_location("torg_onec_data", FAKE)
    sys.modules[spec.name] = module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class GoodsFilesCase(GoodsMixin, OnecCase):
    """Whole exports of a synthetic base, and what became of them, by what 1C calls it."""

    TABLES = (*TABLES, "product_category", "product_template_attribute_value", "torg_stock_load_part")

    @classmethod
    def make_data(cls, **numbers):
        """Return the numbers of an export of the Bitrix module."""
        fake = load_fake()
        if not fake:
            cls.skipTest(cls, "The writer of synthetic exports is not installed")
        return fake.Export(**{"version": "3.1", **numbers})

    def make_base(self, code):
        return self.make_only_onec(code, onec_create_price_lists=True, onec_create_stores=True)

    def send(self, endpoint, files):
        """Apply files as one export; return their runs by the first letters of their names, the last of each."""
        export = self.env["torg.onec.export"].create({"endpoint_id": endpoint.id})
        runs = {}
        for file in files:
            run = self.load(file.read_bytes(), name=file.name, endpoint=endpoint, export_id=export.id)
            self.assertEqual(run.state, "done", self.show(run))
            runs[file.name[:5]] = run
        export._close()
        self.finish(self.env["torg.onec.run"].search([("state", "=", "waiting")]))
        self.assertEqual(export.state, "closed")
        return runs

    def halve(self, file):
        """Write the offers of a file into two of the same kind; return them."""
        rows = file.read_text().split(ROW_END)
        head, first = rows[0].split("<Предложения>\n")
        rows, tail = [first, *rows[1:-1]], rows[-1]
        middle, halves = len(rows) // 2, []
        for number, part in enumerate((rows[:middle], rows[middle:])):
            half = file.with_name(f"{file.stem}_{number}.xml")
            half.write_text(head + "<Предложения>\n" + "".join(row + ROW_END for row in part) + tail)
            halves.append(half)
        return halves

    # === WHAT IS HERE === #

    def read_all(self, endpoint):
        """Return what the business tables say of a base, whatever the ids of the rows are."""
        return self.read_products(endpoint), *self.read_goods(endpoint)

    def read_products(self, endpoint):
        """Return the variants: group, item, article, barcode, unit, values."""
        found = []
        for key, res_id in self.find_offers(endpoint).items():
            product = self.env["product.product"].browse(res_id)
            values = product.product_template_attribute_value_ids.mapped("display_name")
            row = (product.categ_id.name, product.name, product.default_code, product.barcode, product.uom_id.name)
            found.append((key, *row, product.active, product.description or "", sorted(values)))
        return sorted(found, key=repr)

    def find_offers(self, endpoint):
        links = self.env["torg.exchange.link"].search([("endpoint_id", "=", endpoint.id), ("kind", "=", "offer")])
        return {(link.external_id, link.sub_id or ""): link.res_id for link in links}

    def read_goods(self, endpoint):
        """Return prices and stock by what 1C calls them."""
        place = {res_id: key for key, res_id in self.find_offers(endpoint).items()}
        prices = [
            (mapping.external_id, place[item.product_id.id], item.fixed_price)
            for mapping in endpoint.onec_price_type_ids
            for item in mapping.price_type_id.pricelist_id.item_ids
            if not item.date_end
        ]
        figures = self.env["torg.stock.figure"].search([("product_id", "in", list(place)), ("free", "!=", 0)])
        stores = {mapping.warehouse_id.id: mapping.external_id for mapping in endpoint.onec_warehouse_ids}
        stock = [(stores[row.warehouse_id.id], place[row.product_id.id], row.free) for row in figures]
        return sorted(prices), sorted(stock)
