import io
import zipfile
from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.tests import tagged

from odoo.addons.torg_1c.models.torg_onec_session_import import TorgOnecSession

from .onec_http import OnecHttpCase

HEAD = '<?xml version="1.0" encoding="UTF-8"?><КоммерческаяИнформация ВерсияСхемы="2.05" '
HEAD += 'ДатаФормирования="2026-03-02T09:30:00">'
CLASSIFIER = "<Классификатор><Ид>k</Ид><Наименование>K</Наименование><Группы>{}</Группы></Классификатор>"
GROUP = "<Группа><Ид>{0}</Ид><Наименование>Группа {0}</Наименование></Группа>"


def catalogue(*groups):
    """Return a message with some groups."""
    body = CLASSIFIER.format("".join(map(GROUP.format, groups)))
    return f"{HEAD}{body}</КоммерческаяИнформация>".encode()


def archive(**files):
    """Return an archive; `__` in a name stands for the dot."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name, body in files.items():
            target.writestr(name.replace("__", "."), body)
    return stream.getvalue()


@tagged("post_install", "-at_install")
class TestServerFiles(OnecHttpCase):
    """Files that come in parts, twice, in archives; runs and exports made of them."""

    def send(self, session, name, body):
        return session.step("file", body, filename=name).word

    def apply(self, session, name):
        """Ask until it is no progress any more; return word and text."""
        for _time in range(20):
            answer = session.step("import", filename=name)
            if answer.word != "progress":
                return answer.word, " ".join(answer.lines)
        return "progress", ""

    def close_silent(self, exports):
        with patch.object(self.registry["ir.cron"], "_commit_progress", return_value=100):
            exports._cron_close_silent()

    # === PARTS === #

    def test_parts_make_one_file_and_a_repeated_part_counts_once(self):
        body, session = catalogue("a", "b"), self.open()
        for part in (body[:100], body[100:200], body[100:200], body[200:]):
            self.assertEqual(self.send(session, "import.xml", part), "success")
        self.assertEqual(self.files()._open().read(), body)
        self.assertEqual(self.files().size, len(body))

    def test_file_that_begins_anew_takes_the_place_of_what_was_there(self):
        body, session = catalogue("a", "b"), self.open()
        self.send(session, "import.xml", body[:150])
        self.send(session, "import.xml", body)
        self.assertEqual(self.files()._open().read(), body)

    def test_new_session_leaves_the_files_of_an_older_one(self):
        first = self.open()
        self.send(first, "import.xml", catalogue("a"))
        self.open()
        self.assertEqual(self.files()._open().read(), catalogue("a"))

    def test_file_of_a_broken_session_is_applied_by_the_next(self):
        self.send(self.open(), "import.xml", catalogue("a"))
        self.assertEqual(self.apply(self.open(), "import.xml"), ("success", ""))

    # === IMPORT === #

    def test_import_says_progress_and_then_success(self):
        session = self.open()
        self.send(session, "import.xml", catalogue("a", "b"))
        self.assertEqual(session.step("import", filename="import.xml").word, "progress")
        self.assertEqual(self.apply(session, "import.xml"), ("success", ""))
        run = self.files().run_ids
        self.assertEqual((run.state, run.counts["group"]["created"]), ("done", 2))

    def test_import_asked_again_starts_no_second_run(self):
        session = self.open()
        self.send(session, "import.xml", catalogue("a"))
        with patch.object(TorgOnecSession, "_wait", lambda model, peek, record, is_over: peek(record)):
            answers = [session.step("import", filename="import.xml") for _time in range(3)]
        self.assertEqual([answer.word for answer in answers], ["progress"] * 3)
        self.assertEqual([answer.lines[-1] for answer in answers[1:]], ["0 records are read."] * 2)
        self.assertEqual(len(self.files().run_ids), 1)
        self.apply(session, "import.xml")
        self.assertEqual(self.apply(session, "import.xml"), ("success", ""))
        self.assertEqual(len(self.files().run_ids), 1)

    def test_applied_file_sent_again_in_the_same_session_is_a_new_one(self):
        session = self.open()
        for body in (catalogue("a"), catalogue("b")):
            self.send(session, "import.xml", body)
            self.assertEqual(self.apply(session, "import.xml"), ("success", ""))
        self.assertEqual([file._open().read() for file in self.files()], [catalogue("a"), catalogue("b")])

    def test_trial_of_a_file_is_no_application(self):
        session = self.open()
        self.send(session, "import.xml", catalogue("a"))
        self.finish(self.env["torg.onec.run"].browse(self.files().action_dry_run()["res_id"]))
        self.assertEqual(self.apply(session, "import.xml"), ("success", ""))
        self.assertEqual(self.files().run_ids.mapped("dry_run"), [False, True])

    def test_answer_before_applying_when_the_base_wants_so(self):
        self.onec.onec_async = True
        session = self.open()
        self.send(session, "import.xml", catalogue("a"))
        self.assertEqual(session.step("import", filename="import.xml").word, "success")
        self.assertEqual(self.files().run_ids.state, "waiting")

    def test_nobody_works_on_the_file_and_1c_hears_so(self):
        session = self.open()
        self.send(session, "import.xml", catalogue("a"))
        session.step("import", filename="import.xml")
        run = self.files().run_ids
        self.env.cr.execute(
            "UPDATE torg_onec_run SET write_date = write_date - interval '11 minutes' WHERE id = %s", [run.id]
        )
        with patch.object(TorgOnecSession, "_wait", lambda model, peek, record, is_over: peek(record)):
            answer = session.step("import", filename="import.xml")
        self.assertEqual(answer.word, "failure")
        self.assertIn("job runner", answer.lines[0])

    # === ARCHIVES === #

    def test_archive_is_unpacked_and_the_file_in_it_applied(self):
        session = self.open()
        packed = archive(import0_1__xml=catalogue("a"), **{"import_files/c4/p__jpg": b"\xff\xd8\xff picture"})
        for start in range(0, len(packed), 200):
            self.send(session, "v8_1_2.zip", packed[start : start + 200])
        self.assertEqual(self.apply(session, "import0_1.xml"), ("success", ""))
        self.assertEqual(self.files().mapped("format"), ["archive", "commerceml", "other"])
        export = self.files().export_id
        picture = export._find_file("import_files/c4/p.jpg")
        self.assertEqual(picture._open().read(), b"\xff\xd8\xff picture")
        self.assertEqual(export._find_file("c4/p.jpg"), picture)
        self.assertFalse(export._find_file("c4/_.jpg"))

    def test_archive_asked_for_by_its_own_name_is_applied_whole(self):
        session = self.open()
        self.send(session, "all.zip", archive(import__xml=catalogue("a"), more__xml=catalogue("b")))
        self.assertEqual(self.apply(session, "all.zip"), ("success", ""))
        self.assertEqual(self.files(("format", "=", "commerceml")).run_ids.mapped("state"), ["done", "done"])

    def test_big_archive_is_unpacked_in_slices(self):
        session = self.open()
        self.send(session, "all.zip", archive(a__xml=catalogue("a"), b__xml=catalogue("b"), c__xml=catalogue("c")))
        packed = self.files()
        slices = 0
        while packed.unpack_state == "waiting":
            packed._unpack(seconds=0)
            slices += 1
        self.assertEqual((slices, packed.unpacked), (3, 3))
        self.assertEqual(self.files(("archive_id", "=", packed.id)).mapped("name"), ["a.xml", "b.xml", "c.xml"])

    def test_archive_that_climbs_out_or_bursts_or_is_cut_is_a_failure(self):
        whole = archive(import__xml=catalogue("a"))
        for body, text in (
            (archive(**{"../../evil__xml": b"<a/>"}), "leads outside"),
            (archive(import__xml=b" " * (30 << 20)), "grows more than"),
            (whole[: len(whole) // 2], "not a zip archive"),
            (archive(inner__zip=whole), "another archive"),
        ):
            session = self.open()
            self.send(session, "v8.zip", body)
            word, told = self.apply(session, "import.xml")
            self.assertEqual(word, "failure")
            self.assertIn(text, told)

    def test_file_that_is_not_in_the_archive_was_not_sent(self):
        session = self.open()
        self.send(session, "v8.zip", archive(other__xml=catalogue("a")))
        self.assertEqual(self.apply(session, "import.xml"), ("failure", "The file “import.xml” was not sent."))

    # === BAD FILES === #

    def test_file_that_cannot_be_read_is_a_failure_with_the_reason(self):
        deep = f"{HEAD}{'<а>' * 10_000}".encode()
        entity = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'
        for body, text in (
            (catalogue("a")[:-30], "ends in the middle"),
            (catalogue("a").replace("</Группы>".encode(), b""), "broken at line 1"),
            (HEAD.encode() + b" " * (1 << 17) + "<Группа>Имя".encode("cp1251"), "encoding"),
            (entity, "document type"),
            (deep, "nested too deep"),
            (b"<html><body>Log in</body></html>", "web page"),
            (b"not a file at all", "not XML"),
            (b"", "empty"),
        ):
            session = self.open()
            self.send(session, "import.xml", body)
            word, told = self.apply(session, "import.xml")
            self.assertEqual(word, "failure", text)
            self.assertIn(text, told)

    def test_control_characters_are_left_out_and_told(self):
        session = self.open()
        self.send(session, "import.xml", catalogue("a").replace("Группа a".encode(), "Гру\x02ппа".encode()))
        self.assertEqual(self.apply(session, "import.xml"), ("success", ""))
        issue = self.files().run_ids.issue_ids
        self.assertEqual(issue.text, "1 characters that XML does not allow were left out.")

    # === ORDERS OF PLAIN UT === #

    def test_orders_of_plain_ut_are_applied_in_the_call(self):
        session = self.open("sale")
        self.assertEqual(self.send(session, "orders.xml", catalogue("a")), "success")
        self.assertEqual(self.files().run_ids.state, "done")
        self.assertEqual(self.send(session, "orders.xml", catalogue("a")), "success")
        self.assertEqual(len(self.files().run_ids), 1)

    def test_orders_of_plain_ut_that_cannot_be_read_are_a_failure(self):
        session = self.open("sale")
        answer = session.step("file", catalogue("a")[:-30], filename="orders.xml")
        self.assertEqual(answer.word, "failure")
        self.assertIn("ends in the middle", answer.lines[0])

    def test_archive_of_orders_of_plain_ut_is_applied_in_the_call(self):
        session = self.open("sale")
        self.assertEqual(self.send(session, "orders.zip", archive(orders__xml=catalogue("a"))), "success")
        self.assertEqual(self.files(("format", "=", "commerceml")).run_ids.state, "done")

    def test_orders_with_a_version_wait_for_their_import(self):
        session = self.open("sale", "bitrix")
        self.assertEqual(self.send(session, "documents.xml", catalogue("a")), "success")
        self.assertFalse(self.files().run_ids)
        self.assertEqual(self.apply(session, "documents.xml"), ("success", ""))

    # === EXPORTS === #

    def test_sessions_of_plain_ut_are_one_export_until_a_file_comes_again(self):
        for name in ("import0_1.xml", "offers0_1.xml"):
            session = self.open()
            self.send(session, name, catalogue(name))
            self.apply(session, name)
        first = self.files().export_id
        self.assertEqual((len(first), first.state), (1, "open"))
        session = self.open()
        self.send(session, "import0_1.xml", catalogue("next"))
        second = self.files()[-1].export_id
        self.assertNotEqual(second, first)
        self.assertEqual(first.closed_by, "next")
        first._close()
        self.assertEqual((first.state, first._is_complete(), second.state), ("closed", True, "open"))

    def test_deactivate_ends_the_export(self):
        session = self.open("catalog", "bitrix")
        self.send(session, "import.xml", catalogue("a"))
        self.apply(session, "import.xml")
        session.done("deactivate", timestamp=session.timestamp)
        session.done("complete")
        export = self.files().export_id
        self.assertEqual(export.closed_by, "deactivate")
        job = self.env["queue.job"].search([("method_name", "=", "_close"), ("model_name", "=", export._name)])
        self.assertEqual(len(job), 1)
        self.assertEqual(self.env["torg.onec.session"].search([], limit=1).state, "done")

    def test_silence_ends_the_export_and_what_was_sent_but_not_applied_is_missing(self):
        session = self.open()
        self.send(session, "import0_1.xml", catalogue("a"))
        self.apply(session, "import0_1.xml")
        self.send(session, "import0_2.xml", catalogue("b"))
        export = self.files().export_id
        self.close_silent(export)
        self.assertEqual(export.state, "open")
        export.session_ids.seen_at = fields.Datetime.now() - timedelta(minutes=11)
        self.close_silent(export)
        self.assertEqual((export.state, export.closed_by), ("closed", "silence"))
        self.assertFalse(export._is_complete())
        self.assertEqual(export._get_unapplied().name, "import0_2.xml")

    def test_new_session_after_a_silence_begins_a_new_export(self):
        session = self.open()
        self.send(session, "import0_1.xml", catalogue("a"))
        first = self.files().export_id
        first.session_ids.seen_at = fields.Datetime.now() - timedelta(minutes=11)
        self.send(self.open(), "offers0_1.xml", catalogue("b"))
        self.assertNotEqual(self.files()[-1].export_id, first)
