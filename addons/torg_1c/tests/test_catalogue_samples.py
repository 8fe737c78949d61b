import os
import random
from pathlib import Path

from lxml import etree

from odoo.tests import tagged

from .test_catalogue import CatalogueCase

FIXTURES = os.environ.get("TORG_FIXTURES")
SETS = (
    "irpsv__commerceml/bitrix-module-6",
    "irpsv__commerceml/umi-cms",
    "irpsv__commerceml/ready-script",
    "gillbeits__commerceml/small-2.03",
    "dobromyslov__commerceml-parser",
    "d16izhevsk__1coutlet/small",
    "TurumburumStudio__ExchangeCommerceML/ut-demo-3.1",
    "wagood__commerceml/commerce-ml3",
    "bogutski__1C-CommerceML-to-JSON/v1",
    "irpsv__commerceml/off-doc-1c",
    "gillbeits__commerceml",
    "d16izhevsk__1coutlet/small-resend",
)
FLAT = {"gillbeits__commerceml"}  # what lies below is a set of its own
PARSER = etree.XMLParser(resolve_entities=False, no_network=True)


def rows(files, tag, inside):
    """Identifiers of the rows of a kind in files that have a name and are not marked as deleted, by XPath alone."""
    alive = "[not(@Статус='Удален')][not(*[local-name()='ПометкаУдаления']='true')][*[local-name()='Наименование']]"
    path = f"//*[local-name()='{inside}']/*[local-name()='{tag}']{alive}/*[local-name()='Ид']/text()"
    return [found.strip() for file in files for found in etree.parse(str(file), PARSER).xpath(path)]


def groups(files):
    """Identifiers of all groups of a classifier."""
    path = "//*[local-name()='Классификатор']//*[local-name()='Группа']/*[local-name()='Ид']/text()"
    return {found.strip() for file in files for found in etree.parse(str(file), PARSER).xpath(path)}


@tagged("post_install", "-at_install")
class TestCatalogueSamples(CatalogueCase):
    """Files of real bases become as many products as XPath finds in them."""

    def files(self, name):
        folder = Path(FIXTURES or "", "commerceml", name)
        if not FIXTURES or not folder.is_dir():
            self.skipTest(f"no sample {name}: set TORG_FIXTURES to the folder of samples")
        found = folder.glob("*.xml") if name in FLAT else folder.rglob("*.xml")
        names = [file for file in sorted(found) if "query" not in file.name]
        return [file for file in names if not {"Документ", "Контейнер"} & _roots(file)]

    def load_all(self, files):
        for file in files:
            run = self.load(file.read_bytes(), name=file.name, endpoint=self.onec)
            self.assertEqual(run.state, "done", f"{file}: {self.show(run)}")
            refused = [issue.text for issue in run.issue_ids if issue.code == "refused"]
            self.assertFalse(refused, f"{file}: {refused[:3]}")

    def known(self, kind):
        links = self.env["torg.exchange.link"].search([("endpoint_id", "=", self.onec.id), ("kind", "=", kind)])
        return {(link.external_id, link.sub_id or "") for link in links if link.res_id}

    def state(self):
        """What the catalogue looks like, whatever the ids."""
        links = self.env["torg.exchange.link"].search(
            [("endpoint_id", "=", self.onec.id), ("kind", "in", ("item", "offer", "group"))]
        )
        return {
            (link.kind, link.external_id, link.sub_id or "", *self.look(self.env[link.res_model].browse(link.res_id)))
            for link in links
        }

    def look(self, record):
        if record._name == "product.category":
            return (record.complete_name,)
        if record._name == "product.template":
            return record.name, record.categ_id.complete_name, record.uom_id.name, record.type, record.active
        names = tuple(sorted(record.product_template_attribute_value_ids.mapped("display_name")))
        return record.default_code, record.barcode, names, record.active

    def check(self, files):
        items = {found.partition("#")[0] for found in rows(files, "Товар", "Товары")}
        self.assertEqual({key[0] for key in self.known("item")}, items)
        self.assertEqual({key[0] for key in self.known("group")}, groups(files))
        offers = {found.partition("#")[::2] for found in rows(files, "Предложение", "Предложения")}
        offers |= {found.partition("#")[::2] for found in rows(files, "Товар", "Товары")}
        described = {key for key in offers if key[1] and key[0] in items}
        self.assertLessEqual(described, self.known("offer"))
        with_pair = {key[0] for key in described}
        plain = {(item, "") for item in items if item not in with_pair}
        self.assertEqual(self.known("offer"), described | plain)

    def test_files_of_the_bitrix_module(self):
        self.check_set(SETS[0])

    def test_files_of_umi(self):
        self.check_set(SETS[1])

    def test_files_of_a_delta(self):
        self.check_set(SETS[2])

    def test_characteristics_in_the_catalogue_of_2_03(self):
        self.check_set(SETS[3])

    def test_files_of_a_clothes_shop(self):
        self.check_set(SETS[4])

    def test_files_of_an_outlet(self):
        self.check_set(SETS[5])

    def test_files_of_the_demo_of_ut(self):
        self.check_set(SETS[6])

    def test_files_of_a_set_of_pieces(self):
        self.check_set(SETS[7])

    def test_files_of_another_shop(self):
        self.check_set(SETS[8])

    def test_files_of_the_documentation(self):
        self.check_set(SETS[9])

    def test_files_of_the_bitrix_module_in_one_folder(self):
        self.check_set(SETS[10])

    def test_no_set_of_samples_is_left_out(self):
        """What has a catalogue is one of the sets, what has documents or partners is read beside them."""
        root = Path(FIXTURES or "", "commerceml")
        if not FIXTURES or not root.is_dir():
            self.skipTest("no samples: set TORG_FIXTURES to their folder")
        named = [root / name for name in SETS]
        left = {
            str(file.relative_to(root))
            for file in root.rglob("*.xml")
            if "Каталог" in _roots(file)
            and not any(file.parent == name or name in file.parents and name.name not in FLAT for name in named)
        }
        self.assertFalse(left)

    def check_set(self, name):
        files = self.files(name)
        self.load_all(files)
        self.check(files)
        before = self.state()
        self.load_all(files)
        self.assertEqual(self.state(), before)

    def test_parts_in_any_order_and_twice_are_the_same_products(self):
        for name in (SETS[0], SETS[6], SETS[7]):
            files = self.files(name)
            self.load_all(files)
            expected = self.state()
            for seed in range(2):
                self.onec = self.make_only_onec(f"ut-{seed}-{SETS.index(name)}")
                self.forget_barcodes()
                mixed = files * 2
                random.Random(seed).shuffle(mixed)
                self.load_all(mixed)
                self.assertEqual(self.state(), expected, name)
            self.forget_barcodes()
            self.onec = self.make_only_onec(f"ut-next-{SETS.index(name)}")

    def forget_barcodes(self):
        """Products of the base before own barcodes that this one would be refused."""
        products = self.env["product.product"].with_context(active_test=False)
        products.search([("barcode", "!=", False)]).barcode = False
        self.env["product.uom"].search([]).unlink()


def _roots(file):
    root = etree.parse(str(file), PARSER).getroot()
    return {etree.QName(child).localname for child in root if isinstance(child.tag, str)}
