from unittest.mock import patch

from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.torg_1c.models.torg_onec_applier import TorgOnecApplier
from odoo.addons.torg_1c.tools.records import DirectoryRec, UnknownRec

from .common import OnecCase


class Handlers:
    """Directories become tags of contacts: a handler of the test's own."""

    def get(applier):
        return {"IssueRec": "_apply_remarks", "SectionEndRec": "_apply_section_end", "DirectoryRec": "_apply_test"}

    def apply(applier, work, records):
        for record in records:
            if record.id == "bad":
                raise ValueError("a bad row")
        ready = []
        known = applier.env["torg.exchange.link"]._lookup(work.endpoint, "tag", [(r.directory_id, "") for r in records])
        for record in records:
            if record.directory_id and (record.directory_id, "") not in known:
                work.park(record, "tag", (record.directory_id, ""))
            else:
                ready.append(record)
        wanted = {(record.id, ""): {"name": dict(record.fields)["name"]} for record in ready}
        applier._sync(work, "tag", "res.partner.category", wanted)


def row(key, name, parent=""):
    return DirectoryRec(parent, "tags", key, (("name", name),))


@tagged("post_install", "-at_install")
class TestRun(OnecCase):
    def setUp(self):
        super().setUp()
        self.enterContext(patch.object(TorgOnecApplier, "_get_handlers", Handlers.get))
        self.enterContext(patch.object(TorgOnecApplier, "_apply_test", Handlers.apply, create=True))

    def tag(self, key):
        links = self.env["torg.exchange.link"]
        return self.env["res.partner.category"].browse(links._lookup(self.onec, "tag", [(key, "")]).get((key, "")))

    def test_same_message_again_changes_nothing(self):
        first = self.load_rows([row("a", "Alpha"), row("b", "Beta")])
        self.assertEqual((first.state, self.counts(first, "tag")), ("done", {"created": 2}), self.show(first))
        again = self.load_rows([row("a", "Alpha"), row("b", "Beta")])
        self.assertEqual(self.counts(again, "tag"), {"unchanged": 2})
        self.assertFalse(again.change_ids)
        self.assertEqual(again.message_id.state, "accepted")

    def test_value_changed_here_stays_until_1c_changes_it(self):
        self.load_rows([row("a", "Alpha"), row("b", "Beta")])
        self.tag("a").name = "Ours"
        self.load_rows([row("a", "Alpha")])
        self.assertEqual(self.tag("a").name, "Ours")
        run = self.load_rows([row("a", "Gamma")])
        self.assertEqual(self.tag("a").name, "Gamma")
        self.assertEqual(run.change_ids.mapped("verdict"), ["conflict", "changed"])

    def test_field_kept_here_is_not_written(self):
        self.load_rows([row("a", "Alpha")])
        field = self.env["ir.model.fields"]._get("res.partner.category", "name")
        self.onec.onec_owner_ids = [(0, 0, {"field_id": field.id})]
        run = self.load_rows([row("a", "Gamma")])
        self.assertEqual(self.tag("a").name, "Alpha")
        self.assertEqual(run.change_ids.difference, {"name": ["Alpha", "Gamma"]})

    @mute_logger("odoo.addons.torg_exchange.models.torg_exchange_endpoint_delivery")
    def test_bad_row_is_left_out_and_its_neighbours_go_on(self):
        run = self.load_rows([row("a", "Alpha"), row("bad", "Bad"), row("b", "Beta")])
        self.assertEqual((run.state, self.tag("a").name, self.tag("b").name), ("done", "Alpha", "Beta"))
        self.assertIn("a bad row", self.texts(run)[0])
        self.assertEqual(self.counts(run, "DirectoryRec"), {"refused": 1})

    def test_remark_told_by_every_message_stays_one_line(self):
        first, second = (self.load_rows([row("bad", "x"), row("a", "Alpha")]) for _message in range(2))
        other = self.load_rows([row("bad", "another")])
        third = self.load_rows([row("bad", "x")])
        states = [run.issue_ids.mapped("state") for run in (first, second, other, third)]
        self.assertEqual(states, [["repeated"], ["repeated"], ["open"], ["open"]])
        self.assertEqual((third.issue_ids.times, other.issue_ids.times), (3, 1))
        third.issue_ids.action_solve()
        again = self.load_rows([row("bad", "x")])
        self.assertEqual((again.issue_ids.state, again.issue_ids.times), ("open", 1))

    def test_row_waits_for_its_parent(self):
        self.load_rows([row("child", "Child", parent="mother")])
        self.assertFalse(self.tag("child"))
        self.assertEqual(self.env["torg.onec.parked"].search([]).waits_id, "mother")
        self.load_rows([row("mother", "Mother")])
        self.assertEqual(self.tag("child").name, "Child")
        self.assertFalse(self.env["torg.onec.parked"].search([]))

    def test_of_waiting_rows_the_last_word_counts(self):
        self.load_rows([row("child", "Old", parent="mother")])
        self.load_rows([row("child", "New", parent="mother")])
        self.load_rows([row("mother", "Mother")])
        self.assertEqual(self.tag("child").name, "New")

    def test_kind_without_handler_waits_for_one(self):
        run = self.load_rows([UnknownRec("Касса", "g", (("name", "Wine"),), "")])
        parked = self.env["torg.onec.parked"].search([])
        self.assertEqual((run.state, parked.waits_kind, parked.waits_id), ("done", "handler", "UnknownRec"))
        applied = []
        handlers = {**Handlers.get(None), "UnknownRec": "_apply_unknown_test"}
        with (
            patch.object(TorgOnecApplier, "_get_handlers", lambda applier: handlers),
            patch.object(
                TorgOnecApplier, "_apply_unknown_test", lambda applier, work, rows: applied.extend(rows), create=True
            ),
        ):
            self.env["torg.onec.parked"]._cron_replay()
            self.finish(self.env["torg.onec.run"].search([("state", "=", "waiting")]))
        self.assertEqual([row.id for row in applied], ["g"])
        self.assertFalse(self.env["torg.onec.parked"].search([]))

    def test_work_goes_on_at_its_cursor(self):
        rows = [row(f"k{number}", f"Tag {number}") for number in range(5)]
        with patch("odoo.addons.torg_1c.models.torg_onec_run_work.RECORDS", 2):
            run = self.make_file([*rows])._start_run(topic="catalogue")
            pieces = 0
            while run.state in ("waiting", "working"):
                run._work(seconds=0)
                pieces += 1
        self.assertGreater(pieces, 2)
        self.assertEqual(self.counts(run, "tag"), {"created": 5})

    def test_file_that_breaks_off_keeps_what_came_before(self):
        head = '<КоммерческаяИнформация ВерсияСхемы="2.05"><Справочник><Ид>tags</Ид>'
        run = self.load(f"{head}<Классификатор>".encode())
        self.assertEqual((run.state, run.message_id.state), ("failed", "failed"))
        self.assertTrue(run.error)

    def test_runs_of_one_stream_take_turns(self):
        first = self.make_file([row("a", "Alpha")])._start_run(topic="catalogue")
        second = self.make_file([row("a", "Beta")])._start_run(topic="catalogue")
        self.assertEqual(second.message_id._process(), "ready")
        self.assertEqual(second.state, "waiting")
        self.finish(first)
        self.finish(second)
        self.assertEqual(self.tag("a").name, "Beta")

    def test_export_closes_after_its_last_run(self):
        export = self.env["torg.onec.export"].create({"endpoint_id": self.onec.id})
        run = self.make_file([row("a", "Alpha")], export_id=export.id)._start_run(topic="catalogue")
        export._close()
        self.assertEqual(export.state, "closing")
        self.finish(run)
        self.assertEqual(export.state, "closed")
