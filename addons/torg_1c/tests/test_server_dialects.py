import codecs
import time
from unittest.mock import patch

from odoo.tests import tagged

from odoo.addons.torg_1c.models import torg_onec_file_archive, torg_onec_run_work, torg_onec_session_import
from odoo.addons.torg_1c.models.torg_onec_session_import import TorgOnecSession
from odoo.addons.torg_1c.tools.kinds import GROUP, ITEM

from . import bad_files, bad_rows
from .bad_files import GROUP as GROUP_ROW
from .onec_http import OnecHttpCase

WITHIN = 20  # seconds 1C waits for an answer
ITEM_ROW = "<Товар><Ид>i</Ид><Наименование>Сыр</Наименование><Группы><Ид>g</Ид></Группы></Товар>"
CLASSIFIER = f"<Классификатор><Ид>k</Ид><Группы>{GROUP_ROW.format('g', '')}</Группы></Классификатор>"
TURNED = "<Классификатор><Группы><Группа><Наименование>Группа g</Наименование><Ид>g</Ид></Группа></Группы><Ид>k</Ид>"
TURNED += "</Классификатор>"
CATALOG = f"<Каталог><Ид>c</Ид><Товары>{ITEM_ROW}</Товары></Каталог>"
FORMED = 'ДатаФормирования="2026-03-02T09:30:00"'


def text(body=CLASSIFIER + CATALOG, space="", encoding="utf-8", formed=FORMED, version="2.08"):
    """Return a message as letters."""
    head = f'<?xml version="1.0" encoding="{encoding}"?>\n<КоммерческаяИнформация{space} ВерсияСхемы="{version}" '
    return f"{head}{formed}>{body}</КоммерческаяИнформация>"


def prefixed(body):
    """Return a message all of whose elements have a prefix."""
    named = body.replace("</", "</cml:").replace("<", "<cml:").replace("<cml:/cml:", "</cml:").replace("<cml:?", "<?")
    return named.replace("<cml:КоммерческаяИнформация", '<cml:КоммерческаяИнформация xmlns:cml="urn:1C.ru:cml"')


SAME = {
    "utf-8": text().encode(),
    "utf-8 with a mark": codecs.BOM_UTF8 + text().encode(),
    "windows-1251": text(encoding="windows-1251").encode("cp1251"),
    "windows-1251 that calls itself utf-8": text().encode("cp1251"),
    "no declaration": text().partition("\n")[2].encode(),
    "utf-16": codecs.BOM_UTF16_LE + text(encoding="utf-16").encode("utf-16-le"),
    "namespace of 2.07": text(space=' xmlns="urn:1C.ru:commerceml_2"').encode(),
    "namespace of 2.10": text(space=' xmlns="urn:1C.ru:commerceml_210"', version="2.10").encode(),
    "namespace of the Bitrix module": text(space=' xmlns="urn:1C.ru:commerceml_3"', version="3.1").encode(),
    "a prefix": prefixed(text()).encode(),
    "sections the other way round": text(CATALOG + CLASSIFIER).encode(),
    "elements the other way round": text(TURNED + CATALOG).encode(),
    "a date alone": text(formed='ДатаФормирования="2026-03-02"').encode(),
    "the date of another module": text(formed='ДатаФормирования="2026-03-02T0:36:33"').encode(),
    "a date with a zone": text(formed='ДатаФормирования="2026-03-02 UTC02:25:51"').encode(),
    "no date": text(formed="").encode(),
    "a version of tomorrow": text(version="4.7").encode(),
}
NAMES = (
    "import.xml", "offers0_1.xml", "orders.xml", "goods/1/import___5335d080-66b0-4355-887c-d54bba6f1f08.xml",
    "contragents/contragents_3_1.xml", "upload/1c/webdata/import0_1.xml", "webdata\\import.xml", "прайс.XML", "1",
)  # fmt: skip


@tagged("post_install", "-at_install")
class TestServerDialects(OnecHttpCase):
    """Whatever the letters, the namespace, the order and the name: what is in the file counts."""

    def find(self, kind, model, key):
        return self.env[model].browse(
            self.env["torg.exchange.link"]._lookup(self.onec, kind, [(key, "")]).get((key, ""))
        )

    def check(self, session, name, body):
        """Send a file and see that its rows are here; they are forgotten again."""
        with self.env.cr.savepoint() as savepoint:
            session.done("file", body, filename=name)
            session.work("import", filename=name)
            run = self.files()[-1].run_ids
            remarks = run.issue_ids.filtered(lambda issue: issue.code != "encoding_differs")
            self.assertFalse(remarks, self.show(run))
            product = self.find(ITEM, "product.template", "i")
            self.assertEqual((product.name, product.categ_id.name), ("Сыр", "Группа g"), self.show(run))
            self.assertEqual(self.find(GROUP, "product.category", "g"), product.categ_id)
            savepoint.rollback()
        self.env.invalidate_all(flush=False)

    def test_same_rows_are_read_from_all_dialects(self):
        session = self.open()
        for name, body in SAME.items():
            with self.subTest(name):
                self.check(session, "import.xml", body)

    def test_name_of_a_file_says_nothing(self):
        for kind, dialect in (("catalog", "ut"), ("reference", "ut"), ("sale", "bitrix")):
            session = self.open(kind, dialect)
            for name in NAMES:
                with self.subTest(name, kind=kind):
                    self.check(session, name, SAME["utf-8"])

    def test_orders_are_known_by_what_they_are_in_any_file(self):
        self.onec.onec_history_before = False
        session = self.open()
        session.done("file", bad_rows.catalogue(""), filename="offers.xml")
        session.work("import", filename="offers.xml")
        session.done("file", bad_rows.orders(""), filename="import.xml")
        session.work("import", filename="import.xml")
        self.assertEqual(self.files()[-1].run_ids.topic, "orders")
        parts = self.env["torg.onec.order.part"].search([("endpoint_id", "=", self.onec.id)])
        self.assertEqual(sorted(parts.mapped("number")), ["GOOD1", "GOOD2"])

    # === EVERY ANSWER IN TIME === #

    def test_import_answers_progress_in_time_however_long_the_work_takes(self):
        session = self.open()
        session.done("file", SAME["utf-8"], filename="import.xml")
        session.step("import", filename="import.xml")
        pauses = []
        with (
            patch.object(TorgOnecSession, "_pause", lambda model, record: pauses.append(time.sleep(0.05))),
            patch.object(torg_onec_session_import, "WAIT", 0.5),
        ):
            began = time.monotonic()
            answer = session.step("import", filename="import.xml")
        self.assertEqual(answer.word, "progress")
        self.assertLess(time.monotonic() - began, 5)
        self.assertTrue(pauses)
        self.assertLessEqual(torg_onec_session_import.WAIT, WITHIN / 2)

    def test_archive_of_orders_of_plain_ut_is_answered_in_time_and_goes_on_by_itself(self):
        session = self.open("sale")
        packed = bad_files.pack_pairs(*((f"orders{number}.xml", SAME["utf-8"]) for number in range(3)))
        with patch.object(torg_onec_session_import, "IN_CALL", -1):
            session.done("file", packed, filename="orders.zip")
        archive = self.files(("format", "=", "archive"))
        self.assertEqual(archive.unpack_state, "waiting")
        while archive.unpack_state == "waiting":
            archive._unpack()
        runs = self.files(("format", "=", "commerceml")).run_ids
        self.assertEqual((len(runs), set(runs.mapped("state"))), (3, {"waiting"}))
        session.done("file", packed, filename="orders.zip")
        self.assertEqual(set(self.files(("format", "=", "commerceml")).run_ids.mapped("state")), {"done"})

    def test_orders_of_plain_ut_are_answered_in_time_however_slowly_they_are_applied(self):
        clock, session = self.slow_clock(), self.open("sale")
        session.done("file", bad_rows.catalogue(""), filename="offers.xml")
        self.slow_orders(clock, seconds=1)
        began = clock.now
        session.done("file", many_orders(60), filename="orders.xml")
        self.assertLess(clock.now - began, WITHIN)
        run = self.files()[-1].run_ids
        self.assertEqual(run.state, "working")
        self.finish(run)
        self.assertEqual((run.state, self.counts(run, "OrderRec")["created"]), ("done", 60))

    def test_several_files_of_orders_have_the_time_of_one_answer_together(self):
        clock, session = self.slow_clock(), self.open("sale")
        session.done("file", bad_rows.catalogue(""), filename="offers.xml")
        self.slow_orders(clock, seconds=1)
        packed = bad_files.pack_pairs(*((f"orders{n}.xml", many_orders(7, f"N{n}-")) for n in range(3)))
        began = clock.now
        session.done("file", packed, filename="orders.zip")
        self.assertLess(clock.now - began, WITHIN)
        runs = self.files(("format", "=", "commerceml")).run_ids
        self.finish(runs)
        self.assertEqual(sum(self.counts(run, "OrderRec").get("created", 0) for run in runs), 21)

    def test_archive_with_one_large_file_is_answered_in_time(self):
        clock, session = self.slow_clock(), self.open("sale")
        packed = bad_files.pack_pairs(("orders.xml", SAME["utf-8"]))

        def slowly(stream):
            yield "orders.xml", (clock.pass_by(4, SAME["utf-8"][at : at + 100]) for at in range(0, 2000, 100))

        self.patch(torg_onec_file_archive, "members", slowly)
        began = clock.now
        session.done("file", packed, filename="orders.zip")
        self.assertLess(clock.now - began, WITHIN)
        [archive] = self.files()
        self.assertEqual((archive.unpack_state, archive.unpacked), ("waiting", 0))
        archive._unpack()
        member = self.files(("format", "=", "commerceml"))
        self.assertEqual((archive.unpack_state, member._open().read()), ("done", SAME["utf-8"]))
        self.assertEqual(member.run_ids.state, "waiting")

    def slow_clock(self):
        """Put a clock of the test into everything that works in a call."""
        clock = Clock()
        for module in (torg_onec_session_import, torg_onec_run_work, torg_onec_file_archive):
            self.patch(module, "time", clock)
        return clock

    def slow_orders(self, clock, seconds):
        """Let each order take its time."""
        self.onec.onec_history_before = False
        apply = self.registry["torg.onec.applier"]._apply_orders

        def slowly(applier, work, records):
            clock.pass_by(seconds * len(records))
            return apply(applier, work, records)

        self.patch(self.registry["torg.onec.applier"], "_apply_orders", slowly)


class Clock:
    """A clock that goes on only where the test says so."""

    def __init__(self):
        self.now = 1000.0

    def monotonic(self):
        return self.now

    def pass_by(self, seconds, result=None):
        """Let seconds pass; return the result."""
        self.now += seconds
        return result


def many_orders(count, prefix="N"):
    """Return a file of plain UT with so many orders."""
    return bad_files.message(*(bad_rows.document(f"{prefix}{number}") for number in range(count)))
