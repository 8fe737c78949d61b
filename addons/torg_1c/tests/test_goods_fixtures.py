import os
from collections import Counter
from pathlib import Path

from lxml import etree

from odoo.tests import tagged

from .common import OnecCase
from .goods import GoodsMixin

FIXTURES = os.environ.get("TORG_FIXTURES")


def find_samples():
    """Return the samples that have offers."""
    folder = Path(FIXTURES or "") / "commerceml"
    files = sorted(folder.rglob("*.xml")) if FIXTURES else []
    return [file for file in files if file.stat().st_size < 4_000_000 and _has_offers(file)]


def _has_offers(file):
    try:
        return bool(etree.parse(str(file)).xpath("count(//*[local-name()='Предложение'])"))
    except etree.XMLSyntaxError:
        return False


class Reading:
    """What a sample says, read by XPath alone."""

    def __init__(self, file):
        self.root = etree.parse(str(file)).getroot()
        self.offers = self.all("//*[local-name()='Предложение']")
        self.keys = list(dict.fromkeys(self.key(offer) for offer in self.offers))

    def all(self, path, node=None):
        return (self.root if node is None else node).xpath(path)

    def key(self, offer):
        item, _mark, characteristic = self.text("Ид", offer).partition("#")
        return item.strip(), (self.text("ИдХарактеристики", offer) or characteristic).strip()

    def text(self, name, node):
        return "".join(node.xpath(f"string(./*[local-name()='{name}'][1])")).strip()

    def price_types(self):
        """Return the identifiers of kinds of prices, introduced or only used."""
        return set(self.all("//*[local-name()='ИдТипаЦены']/text()")) | {
            self.text("Ид", node) for node in self.all("//*[local-name()='ТипЦены']") if self.text("Ид", node)
        }

    def prices(self):
        """Return ``{(offer, kind of prices)}`` with a price above zero."""
        found = set()
        for offer in self.offers:
            for row in self.all(".//*[local-name()='Цена'][*[local-name()='ИдТипаЦены']]", offer):
                number = "".join((self.text("ЦенаЗаЕдиницу", row) or self.text("Цена", row)).split())
                if number and float(number.replace(",", ".").replace("\xa0", "")) > 0:
                    found.add((self.key(offer), self.text("ИдТипаЦены", row)))
        return found

    def stock(self):
        """Return ``{(offer, warehouse or ""): quantity}`` that is not zero; the last of a pair counts."""
        found = {}
        for offer in self.offers:
            rows = [(n.get("ИдСклада"), n.get("КоличествоНаСкладе")) for n in offer if _local(n) == "Склад"]
            for node in self.all("./*[local-name()='Остатки']/*/*[local-name()='Склад']", offer):
                rows.append((self.text("Ид", node), self.text("Количество", node)))
            for node in self.all("./*[local-name()='Остатки']/*[not(*[local-name()='Склад'])]", offer):
                rows.append(("", self.text("Количество", node)))
            if not rows and self.all("./*[local-name()='Количество']", offer):
                rows = [("", self.text("Количество", offer))]
            for warehouse, quantity in rows:
                found[self.key(offer), warehouse] = float((quantity or "0").replace(",", "."))
        return {pair: quantity for pair, quantity in found.items() if quantity}


def _local(node):
    return etree.QName(node).localname if isinstance(node.tag, str) else ""


@tagged("post_install", "-at_install")
class TestGoodsFixtures(GoodsMixin, OnecCase):
    """Every sample with offers, all of its kinds of prices and warehouses wanted."""

    def setUp(self):
        super().setUp()
        for code in ("UAH", "USD", "EUR"):
            currency = self.env["res.currency"].with_context(active_test=False).search([("name", "=", code)])
            currency.active = True
            currency.rate_ids.unlink()
            self.env["res.currency.rate"].create({"currency_id": currency.id, "rate": 0.5, "name": "2020-01-01"})

    def prepare(self, reading, endpoint):
        products = self.env["product.product"].create(
            [{"name": f"{item} {characteristic}", "is_storable": True} for item, characteristic in reading.keys]
        )
        self.env["torg.exchange.link"]._link(endpoint, "offer", dict(zip(reading.keys, products, strict=True)))
        for external_id in reading.price_types():
            self.map_price_type(external_id, endpoint)
        store = self.env["stock.warehouse"]._create_stores([{"name": f"Totals {endpoint.code}"}])
        store.stock_keeper = "external"
        endpoint.onec_default_store_id = store
        for external_id in sorted({warehouse for _key, warehouse in reading.stock()} - {""}):
            self.map_store(external_id, endpoint)

    def test_counts_are_those_of_the_files(self):
        samples = find_samples()
        if not samples:
            self.skipTest("TORG_FIXTURES does not say where the samples are")
        seen = Counter()
        for number, file in enumerate(samples):
            with self.subTest(sample=str(file)):
                seen += self.check_sample(file, self.make_only_onec(f"sample-{number}"))
        self.assertTrue(seen["prices"] and seen["stock"], seen)

    def check_sample(self, file, endpoint):
        """Load a sample twice and compare the base with what XPath finds in it."""
        reading = Reading(file)
        self.prepare(reading, endpoint)
        body = file.read_bytes()
        run = self.load(body, endpoint=endpoint)
        self.assertEqual(self.found_prices(endpoint), len(reading.prices()), self.show(run))
        self.assertEqual(self.found_stock(endpoint), sorted(reading.stock().values()), self.show(run))
        before = self.versions()
        self.load(body, endpoint=endpoint)
        self.assertEqual(before, self.versions())
        return Counter(prices=len(reading.prices()), stock=len(reading.stock()))

    def found_prices(self, endpoint):
        lists = endpoint.onec_price_type_ids.price_type_id.pricelist_id
        return self.env["product.pricelist.item"].search_count([("pricelist_id", "in", lists.ids)])

    def found_stock(self, endpoint):
        stores = endpoint.onec_warehouse_ids.warehouse_id | endpoint.onec_default_store_id
        figures = self.env["torg.stock.figure"].search([("warehouse_id", "in", stores.ids), ("free", "!=", 0)])
        return sorted(figures.mapped("free"))
