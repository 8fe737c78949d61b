"""Wrong rows of a 1C that is asked, by OData and by SOAP: told with the row, and the others are applied."""

import re

from odoo.tests import tagged

from .common import OnecCase
from .odata_common import OdataCase
from .soap import SoapMixin

PRICES, ITEMS = "InformationRegister_ЦеныНоменклатуры", "Catalog_Номенклатура"
RUSSIAN = re.compile("[А-Яа-яЁё]{3}")
NONSENSE = {
    "below zero": (-5, "bad_price"),
    "no number": (float("nan"), "bad_number"),
    "endless": (float("inf"), "bad_number"),
    "huge": (10**30, "bad_price"),
    "a word": ("дорого", "bad_number"),
    "a list": ([1], "bad_number"),
}


class Remarks:
    """What a person reads of a wrong row."""

    def check_remarks(self, runs, codes):
        """Each remark is Russian and shows its row."""
        self.assertEqual(set(runs.mapped("state")), {"done"}, [self.show(run) for run in runs])
        self.assertEqual(sorted(runs.issue_ids.mapped("code")), sorted(codes), [self.show(run) for run in runs])
        for issue in runs.issue_ids:
            self.assertRegex(issue.text, RUSSIAN)
            self.assertTrue(issue.row, issue.text)

    def count_prices(self):
        lists = self.onec.onec_price_type_ids.price_type_id.pricelist_id
        return self.env["product.pricelist.item"].search_count([("pricelist_id", "in", lists.ids)])

    def speak_russian(self):
        self.env["res.lang"]._activate_lang("ru_RU")
        self.env.company.partner_id.lang = "ru_RU"


@tagged("post_install", "-at_install")
class TestBadOdataRows(Remarks, OdataCase):
    def setUp(self):
        super().setUp()
        self.speak_russian()
        self.connect()
        self.onec.write({"onec_create_price_lists": True, "onec_create_stores": True})

    def test_wrong_price_leaves_the_others(self):
        self.read("catalogue")
        self.apply_all()
        rows = self.base.registers[PRICES]
        for row, (value, _code) in zip(rows, NONSENSE.values(), strict=False):
            row["Цена"] = value
        told = min(len(rows), len(NONSENSE))
        self.read("prices")
        self.check_remarks(self.apply_all(), [code for _value, code in NONSENSE.values()][:told])
        self.assertEqual(self.count_prices(), len(rows) - told)

    def test_items_of_nonsense_leave_the_others(self):
        rows = list(self.base.rows[ITEMS].values())
        items = [row for row in rows if not row.get("IsFolder")]
        items[0]["Description"] = ""
        items[1]["Description"] = {"odd": 1}
        items[2]["Description"] = "Имя\x01 с\x0b знаками"
        self.read("catalogue")
        runs = self.apply_all()
        self.assertEqual(set(runs.mapped("state")), {"done"}, [self.show(run) for run in runs])
        links = self.env["torg.exchange.link"].search([("endpoint_id", "=", self.onec.id), ("kind", "=", "item")])
        self.assertEqual(len(links), len(items))


@tagged("post_install", "-at_install")
class TestBadSoapRows(Remarks, SoapMixin, OnecCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.set_up_soap()
        cls.onec.write({"onec_create_price_lists": True, "onec_create_stores": True})

    def setUp(self):
        super().setUp()
        self.speak_russian()
        self.make_jobs()
        base = type(self.server.base)()
        self.server.base = self.server.exchange.base = base

    def register_goods(self):
        """Two items, a kind of prices, and a document of prices in which one is wrong."""
        kind = "<Ссылка>opt</Ссылка><Наименование>Опт</Наименование>"
        self.server.base.register("Справочник.ТипыЦен", "opt", f"<КлючевыеСвойства>{kind}</КлючевыеСвойства>")
        for key in ("a", "b"):
            keys = (
                f"<КлючевыеСвойства><Ссылка>{key}</Ссылка><Наименование>Товар {key}</Наименование></КлючевыеСвойства>"
            )
            self.server.base.register("Справочник.Номенклатура", key, keys)

    def register_prices(self, price):
        goods = "<ДанныеНоменклатуры><Номенклатура><Ссылка>{}</Ссылка></Номенклатура></ДанныеНоменклатуры>"
        rows = "".join(
            f"<Строка>{goods.format(key)}<Цена>{value}</Цена></Строка>" for key, value in (("a", price), ("b", 7))
        )
        told = f"<ТипЦен><Ссылка>opt</Ссылка></ТипЦен><Товары>{rows}</Товары>"
        self.server.base.register("Документ.УстановкаЦенНоменклатуры", "p", told)

    def apply_all(self):
        self.talk()
        runs = self.env["torg.onec.run"].search([("endpoint_id", "=", self.onec.id), ("state", "=", "waiting")])
        self.finish(runs)
        return runs

    def test_wrong_price_leaves_the_others(self):
        self.register_goods()
        self.apply_all()
        for price, code in (("-5", "bad_price"), ("1" + "0" * 30, "bad_price"), ("NaN", "bad_number")):
            with self.subTest(price):
                self.register_prices(price)
                self.check_remarks(self.apply_all(), [code])
                self.assertEqual(self.count_prices(), 1)

    def test_message_that_is_no_archive_is_said_and_the_next_one_is_read(self):
        self.register_goods()
        make = self.server.exchange._write

        def spoil(size):
            file_id, count = make(size)
            self.server.exchange.outgoing[file_id] = [b"no archive"] * count
            return file_id, count

        self.server.exchange._write = spoil
        self.assertEqual(self.talk()[-1], "failed")
        self.assertRegex(self.soap.error, RUSSIAN)
        self.assertTrue(self.soap.failed_since)
        self.assertTrue(self.server.base.registered, "1C still has to tell it")
        del self.server.exchange._write
        self.apply_all()
        self.assertFalse(self.soap.error)
        self.assertTrue(self.env["torg.onec.price.type"].search([("external_id", "=", "opt")]))
