import re
from contextlib import contextmanager

from odoo.tests import tagged

from odoo.addons.torg_1c.tools.kinds import GROUP, ITEM, OFFER

from . import bad_files, bad_rows
from .onec_http import OnecHttpCase

PLAIN, IN_CALL = ("catalog", "ut"), ("sale", "ut")  # asked by `import`; applied while 1C waits
OTHERS = (("catalog", "bitrix"), ("sale", "bitrix"), ("reference", "ut"))
RUSSIAN = re.compile("[А-Яа-яЁё]{3}")


class BadInputCase(OnecHttpCase):
    """A 1C that sends what it should not, to a company that speaks Russian."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("ru_RU")
        cls.env.company.partner_id.lang = "ru_RU"
        cls.onec.write({"onec_create_price_lists": True, "onec_create_stores": True, "onec_history_before": False})

    def push(self, body, way=PLAIN, name="import.xml", wanted=None, session=None):
        """Send one file and have it applied; return the last word and what stands under it, as 1C shows it."""
        session, charset = session or self.open(*way), self.onec.onec_charset
        answer = session.fetch("file", body, filename=name)[2].decode(charset)
        if way != IN_CALL and answer == "success":
            answer = "progress"
        for _time in range(20):
            word, _mark, told = answer.partition("\n")
            if word != "progress":
                break
            answer = session.fetch("import", filename=wanted or name)[2].decode(charset)
        return word, told

    def push_each(self, cases, ending):
        """Send each case by plain UT both ways and by one of the others in turn: each is answered with its sentence."""
        sessions = {way: self.open(*way) for way in (PLAIN, IN_CALL, *OTHERS)}
        for number, (name, (body, text)) in enumerate(cases.items()):
            for way in (PLAIN, IN_CALL, OTHERS[number % len(OTHERS)]):
                with self.subTest(name, way=way):
                    told = self.push(body, way, f"{number}.{ending}", f"{number}.xml", sessions[way])
                    self.check_refused(told, text)

    def check_refused(self, answer, text):
        """1C shows a person what is wrong, in Russian words."""
        word, told = answer
        self.assertEqual(word, "failure", told)
        self.assertIn(text, told)
        self.assertRegex(told, RUSSIAN)
        self.assertNotRegex(told, r"Traceback|Error|\?\?\?")

    def check_remarks(self, run, codes):
        """Each remark is Russian and shows the row, or says where it stands."""
        if codes is not None:
            self.assertEqual(sorted(run.issue_ids.mapped("code")), sorted(codes), self.show(run))
        for issue in run.issue_ids:
            self.assertRegex(issue.text, RUSSIAN)
            self.assertNotIn("Error", issue.text)
            self.assertTrue(issue.row or issue.level == "note", self.show(run))

    def run_of(self, body, way=PLAIN, **vals):
        """Push a file that is applied; return its run."""
        self.assertEqual(self.push(body, way, **vals), ("success", ""))
        return self.files()[-1].run_ids

    def find(self, kind, key):
        links = self.env["torg.exchange.link"]._lookup(self.onec, kind, [(key, "")])
        model = {GROUP: "product.category", ITEM: "product.template", OFFER: "product.product"}[kind]
        return self.env[model].browse(links.get((key, ""))).exists()


@tagged("post_install", "-at_install")
class TestBadFiles(BadInputCase):
    """Whatever comes instead of a file is answered with a sentence, by each way and in each encoding."""

    def test_file_that_is_none_is_a_failure_in_russian_by_every_way(self):
        self.push_each(bad_files.FILES, "xml")

    def test_archive_that_is_none_is_a_failure_in_russian_by_every_way(self):
        self.push_each(bad_files.ARCHIVES, "zip")

    def test_failure_is_in_the_encoding_of_the_base(self):
        self.onec.onec_charset = "utf-8"
        self.env.flush_all()
        for name in ("nothing", "a document type", "an end in the middle"):
            with self.subTest(name):
                self.check_refused(self.push(*bad_files.FILES[name][:1]), bad_files.FILES[name][1])

    def test_file_in_an_archive_is_judged_as_any(self):
        for name in ("a document type", "an end in the middle", "ten thousand levels", "nothing"):
            body, text = bad_files.FILES[name]
            with self.subTest(name):
                packed = bad_files.pack_pairs(("import.xml", body))
                self.check_refused(self.push(packed, name="v8.zip", wanted="import.xml"), text)

    def test_good_rows_before_the_break_are_here(self):
        body = bad_files.message(bad_files.groups("before"), "<Каталог><Товары><Товар><Ид>x</Товар>")
        self.check_refused(self.push(body), "XML повреждён в строке 1")
        self.assertEqual(self.find(GROUP, "before").name, "Группа before")
        self.assertEqual(self.files()[-1].run_ids.state, "failed")

    def test_bad_file_harms_no_other(self):
        session = self.open()
        session.done("file", bad_files.FILES["a document type"][0], filename="bad.xml")
        session.done("file", bad_files.GOOD, filename="good.xml")
        self.assertEqual(session.step("import", filename="bad.xml").word, "progress")
        self.assertEqual(session.step("import", filename="bad.xml").word, "failure")
        self.assertEqual(session.work("import", filename="good.xml"), 1)
        self.assertTrue(self.find(GROUP, "good"))

    def test_file_sent_again_in_good_order_is_applied(self):
        session = self.open()
        session.done("file", bad_files.GOOD[:-30], filename="import.xml")
        session.step("import", filename="import.xml")
        self.assertEqual(session.step("import", filename="import.xml").word, "failure")
        session.done("file", bad_files.GOOD, filename="import.xml")
        session.work("import", filename="import.xml")
        self.assertTrue(self.find(GROUP, "good"))

    def test_parts_in_the_wrong_order_or_one_missing_are_a_failure(self):
        body = bad_files.message(bad_files.groups(*(f"g{number}" for number in range(40))))
        third = len(body) // 3
        first, second, last = body[:third], body[third : 2 * third], body[2 * third :]
        for parts in ((first, last, second), (second, first, last), (first, last), (second, last)):
            session = self.open()
            for part in parts:
                session.done("file", part, filename="import.xml")
            session.step("import", filename="import.xml")
            answer = session.step("import", filename="import.xml")
            self.check_refused((answer.word, answer.lines[0]), "")

    def test_name_that_leads_outside_is_refused(self):
        session = self.open()
        for name, text in bad_files.REFUSED_NAMES.items():
            for mode, body in (("file", bad_files.GOOD), ("import", None)):
                with self.subTest(name[:40], mode=mode):
                    told = session.fetch(mode, body, filename=name)[2].decode("cp1251")
                    self.check_refused(tuple(told.split("\n")), text)
        self.assertFalse(self.files())

    def test_odd_name_stays_inside_and_is_found_again(self):
        for name, kept in bad_files.KEPT_NAMES.items():
            with self.subTest(name[:40]):
                self.assertEqual(self.push(bad_files.GOOD, name=name), ("success", ""))
                self.assertEqual(self.files()[-1].name, kept)

    def test_message_of_no_rows_changes_nothing(self):
        self.run_of(bad_rows.catalogue(""))
        self.run_of(bad_rows.offers(""), name="offers.xml")
        empty = "<ПакетПредложений><Ид>o</Ид><Наименование>O</Наименование><Предложения/></ПакетПредложений>"
        for body in (bad_files.message(), bad_files.message(empty), bad_files.message("<Каталог><Товары/></Каталог>")):
            run = self.run_of(body, name="empty.xml")
            self.assertFalse(run.issue_ids, self.show(run))
            self.assertFalse(run.change_ids)
        self.assertTrue(self.find(ITEM, "good1").active)


@tagged("post_install", "-at_install")
class TestBadRows(BadInputCase):
    """A wrong row is told with itself beside, and the good ones around it are applied."""

    @contextmanager
    def alone(self, name):
        """Try a case on the base as it was before the others."""
        with self.subTest(name), self.env.cr.savepoint() as savepoint:
            yield
            savepoint.rollback()
        self.env.invalidate_all(flush=False)

    def test_wrong_offer_leaves_the_others_their_prices_and_stock(self):
        self.run_of(bad_rows.catalogue(bad_rows.item("bad", "Плохой")))
        self.run_of(bad_rows.offers("", around=False), name="first.xml")
        session = self.open()
        for name, (row, codes, price, stock) in bad_rows.OFFERS.items():
            with self.alone(name):
                run = self.run_of(bad_rows.offers(row), name="offers.xml", session=session)
                self.check_remarks(run, codes)
                self.assertEqual(self.price_and_stock("good1"), (100, 5), self.show(run))
                self.assertEqual(self.price_and_stock("good2"), (200, 7), self.show(run))
                self.assertEqual(self.price_and_stock("bad"), (price, stock), self.show(run))

    def price_and_stock(self, key):
        product = self.find(OFFER, key)
        mapping = self.onec.onec_price_type_ids.filtered(lambda row: row.external_id == "retail")
        rows = self.env["product.pricelist.item"].search(
            [
                ("pricelist_id", "=", mapping.price_type_id.pricelist_id.id),
                ("product_id", "=", product.id),
                ("date_end", "=", False),
            ]
        )
        store = self.onec.onec_warehouse_ids.filtered(lambda row: row.external_id == "main").warehouse_id
        figure = self.env["torg.stock.figure"].search(
            [("product_id", "=", product.id), ("warehouse_id", "=", store.id)]
        )
        return rows[:1].fixed_price if rows else None, figure.free if figure else None

    def test_wrong_item_leaves_the_others(self):
        session = self.open()
        for name, (rows, codes, count) in bad_rows.ITEMS.items():
            with self.alone(name):
                run = self.run_of(bad_rows.catalogue(rows), session=session)
                self.check_remarks(run, codes)
                self.assertEqual(self.find(ITEM, "good1").name, "Хороший 1", self.show(run))
                self.assertEqual(self.find(ITEM, "good2").name, "Хороший 2", self.show(run))
                product = self.find(ITEM, "bad")
                self.assertEqual(len(product), count, self.show(run))
                self.assertNotIn("script", product.description or "")

    def test_groups_that_stand_in_each_other_are_told_and_the_others_come(self):
        inside = bad_rows.CIRCLE.replace("<Группы>", "<Группы>" + bad_files.GROUP.format("good", ""), 1)
        run = self.run_of(bad_rows.catalogue("", inside))
        self.check_remarks(run, ["group_circle", "group_circle"])
        self.assertEqual(self.find(GROUP, "good").name, "Группа good")
        self.assertTrue(self.find(ITEM, "good2"))
        self.assertFalse(self.find(GROUP, "a") | self.find(GROUP, "b"))

    def test_group_that_is_put_into_its_own_child_stays_where_it_was(self):
        child = bad_files.GROUP.format("b", "")
        self.run_of(
            bad_rows.catalogue("", f"<Группы>{bad_files.GROUP.format('a', f'<Группы>{child}</Группы>')}</Группы>")
        )
        run = self.run_of(bad_rows.catalogue("", bad_rows.CIRCLE), name="next.xml")
        self.assertEqual(self.find(GROUP, "b").parent_id, self.find(GROUP, "a"), self.show(run))
        self.assertFalse(self.find(GROUP, "a").parent_id, self.show(run))
        self.check_remarks(run, ["group_circle", "group_circle"])

    def test_wrong_order_leaves_the_others(self):
        self.run_of(bad_rows.catalogue(""))
        self.find(ITEM, "good1").is_storable = False  # nobody looks whether it is there
        ways = (IN_CALL, ("sale", "bitrix"))
        sessions = [self.open(*way) for way in ways]
        for number, (name, (rows, codes, count)) in enumerate(bad_rows.ORDERS.items()):
            with self.alone(name):
                run = self.run_of(bad_rows.orders(rows), ways[number % 2], session=sessions[number % 2])
                self.check_remarks(run, codes)
                found = self.env["torg.onec.order.part"].search([("endpoint_id", "=", self.onec.id)])
                self.assertEqual(sorted(found.mapped("number")), ["BAD"] * count + ["GOOD1", "GOOD2"])

    def test_picture_that_is_none_is_told_and_the_next_one_comes(self):
        good = b"\x89PNG\r\n\x1a\n"
        pictures = {
            "text.png": b"this is no picture",
            "page.jpg": b"<html>404</html>",
            "cut.png": good + b"\0\0\0\rIHDR\0\0",
            "empty.jpg": b"",
            "pack.png": bad_files.PACKED,
            "script.svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        }
        session, rows = self.open(), ""
        for number, (name, body) in enumerate(pictures.items()):
            session.done("file", body, filename=f"import_files/{name}")
            rows += bad_rows.item(f"p{number}", name, bad_rows.PICTURE.format(f"import_files/{name}"))
        rows += bad_rows.item("p9", "Нет файла", bad_rows.PICTURE.format("import_files/never.png"))
        session.done("file", bad_rows.catalogue(rows), filename="import.xml")
        session.work("import", filename="import.xml")
        run = self.env["torg.onec.run"].search([("endpoint_id", "=", self.onec.id), ("topic", "=", "pictures")])
        self.finish(run)
        self.assertEqual(run.state, "done", self.show(run))
        self.check_remarks(run, ["bad_picture"] * len(pictures) + ["no_file"])
        for number in range(len(pictures)):
            self.assertFalse(self.find(ITEM, f"p{number}").image_1920)
