from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import Form, tagged
from odoo.tools import file_open, mute_logger

from odoo.addons.torg_1c.models.torg_onec_applier import TorgOnecApplier
from odoo.addons.torg_1c.tools.records import GroupRec, IssueRec

from .common import OnecCase
from .test_run import Handlers, row


@tagged("post_install", "-at_install")
class TestScreens(OnecCase):
    """What a person sees of the exchange, and what its buttons do."""

    def setUp(self):
        super().setUp()
        self.enterContext(patch.object(TorgOnecApplier, "_get_handlers", Handlers.get))
        self.enterContext(patch.object(TorgOnecApplier, "_apply_test", Handlers.apply, create=True))

    def tags(self):
        return self.env["res.partner.category"].search([("name", "in", ("Alpha", "Beta", "Gamma"))])

    def opened(self, action):
        """Return the run that a button opens, with its work done."""
        run = self.env["torg.onec.run"].browse(action["res_id"])
        self.finish(run)
        return run

    # === RUNS === #

    def test_figures_are_a_table_in_words(self):
        run = self.load_rows([row("a", "Alpha"), GroupRec("g", name="Wine"), row("c", "C", parent="mother")])
        self.assertIn("<td>Groups</td>", run.counts_html)
        self.assertIn(">Waiting</th>", run.counts_html)
        self.assertIn("<td>tag</td>", run.counts_html)

    def test_figures_are_escaped(self):
        run = self.load_rows([row("a", "Alpha")])
        run.counts = {"<script>": {"created": 1}}
        self.assertNotIn("<script>", run.counts_html)

    def test_file_is_applied_again(self):
        first = self.load_rows([row("a", "Alpha")])
        again = self.opened(first.action_apply_again())
        self.assertEqual((again.file_id, again.state), (first.file_id, "done"))
        self.assertEqual(self.counts(again, "tag"), {"unchanged": 1})

    def test_trial_tells_what_would_change_and_changes_nothing(self):
        self.load_rows([row("a", "Alpha")])
        before = self.tags().mapped("name")
        file = self.make_file([row("a", "Gamma"), row("b", "Beta"), row("c", "C", parent="mother"), row("bad", "Bad")])
        links = self.env["torg.exchange.link"].search_count([])
        with mute_logger("odoo.addons.torg_exchange.models.torg_exchange_endpoint_delivery"):
            run = self.opened(file.action_dry_run())
        self.assertEqual((run.state, run.dry_run), ("done", True), self.show(run))
        self.assertEqual(self.tags().mapped("name"), before)
        self.assertEqual(self.env["torg.exchange.link"].search_count([]), links)
        self.assertFalse(self.env["torg.onec.parked"].search([("endpoint_id", "=", self.onec.id)]))
        self.assertEqual(self.counts(run, "tag"), {"created": 1, "changed": 1})
        self.assertEqual(run.change_ids.sorted("id").mapped("verdict"), ["created", "changed"])
        self.assertEqual(run.change_ids.filtered("res_id").difference, {"name": ["Alpha", "Gamma"]})
        self.assertEqual(run.change_ids.filtered(lambda change: not change.res_id).note, "Beta")
        self.assertIn("a bad row", self.texts(run)[0])
        self.assertEqual(run.message_id.state, "accepted")

    def test_trial_of_a_long_file_ends_in_time_and_says_so(self):
        file = self.make_file([row(f"k{number}", f"Tag {number}") for number in range(6)])
        with (
            patch("odoo.addons.torg_1c.models.torg_onec_run_work.RECORDS", 2),
            patch("odoo.addons.torg_1c.models.torg_onec_run_work_dry.SECONDS", 0),
        ):
            run = self.opened(file.action_dry_run())
        self.assertEqual(run.state, "done")
        self.assertIn("Only the first 2 records", run.error)
        self.assertFalse(self.env["res.partner.category"].search([("name", "=like", "Tag _")]))

    # === REMARKS === #

    @mute_logger("odoo.addons.torg_exchange.models.torg_exchange_endpoint_delivery")
    def test_row_that_was_left_out_is_applied_again(self):
        with patch.object(TorgOnecApplier, "_apply_test", lambda *args: 1 / 0, create=True):
            run = self.load_rows([row("a", "Alpha")])
        issue = run.issue_ids
        self.assertTrue(issue.has_record)
        action = issue.action_repeat()
        again = self.env["torg.onec.run"].search(action["domain"])
        self.finish(again)
        self.assertEqual(self.tags().mapped("name"), ["Alpha"])
        self.assertEqual(issue.state, "solved")
        self.assertEqual(again.formed_at, run.formed_at)

    def test_row_that_nobody_could_read_is_not_applied_again(self):
        run = self.load_rows([IssueRec("row", "bad_number", {"value": "x"}, "as it came", "Товар 1", "<Товар/>", 5)])
        self.assertEqual((run.issue_ids.text, run.issue_ids.row), ("“x” is not a number.", "<Товар/>"))
        with self.assertRaises(UserError):
            run.issue_ids.action_repeat()
        run.issue_ids.action_solve()
        self.assertEqual(run.issue_ids.state, "solved")
        run.issue_ids.action_reopen()
        self.assertEqual(run.issue_ids.state, "open")

    def test_remark_nobody_knows_is_shown_as_it_came(self):
        run = self.load_rows([IssueRec("note", "never_heard", {}, "as it came")])
        self.assertEqual(self.texts(run), ["as it came"])

    def test_remark_is_in_the_language_of_the_company(self):
        self.env["res.lang"]._activate_lang("ru_RU")
        self.env.company.partner_id.lang = "ru_RU"
        run = self.load_rows([IssueRec("note", "unknown_currency", {"currency": "тугрик"}, "")])
        self.assertEqual(self.texts(run), ["Валюта «тугрик» неизвестна."])

    # === CHANGES === #

    def test_change_is_told_by_names_of_fields(self):
        self.load_rows([row("a", "Alpha")])
        run = self.load_rows([row("a", "<b>Gamma</b>")])
        change = run.change_ids
        self.assertEqual(change.difference_text, "Name: Alpha → <b>Gamma</b>")
        self.assertIn("&lt;b&gt;Gamma", change.difference_html)
        self.assertEqual(change.action_open_record()["res_id"], change.res_id)

    def test_change_names_records_and_says_yes_and_no(self):
        parent = self.env["res.partner.category"].create({"name": "Mother"})
        run = self.load_rows([row("a", "Alpha")])
        difference = {"parent_id": [False, parent.id], "active": [True, False], "gone_field": ["x", None]}
        change = run.change_ids
        change.difference = difference
        self.assertEqual(change.difference_text, "Category: — → Mother; Active: Yes → No; gone_field: x → —")

    def test_record_that_is_gone_is_not_opened(self):
        change = self.load_rows([row("a", "Alpha")]).change_ids
        self.env["res.partner.category"].browse(change.res_id).unlink()
        with self.assertRaises(UserError):
            change.action_open_record()

    # === WAITING ROWS === #

    def test_waiting_row_is_readable_and_applied_by_a_button(self):
        self.load_rows([row("child", "Alpha", parent="mother")])
        waiting = self.env["torg.onec.parked"].search([("endpoint_id", "=", self.onec.id)])
        self.assertEqual(waiting.waits_text, "tag: mother")
        self.assertIn("id: child", waiting.record_text)
        self.assertNotIn('"_"', waiting.record_text)
        self.assertEqual(waiting.display_name, "Rows of directories · mother · child")
        runs = self.env["torg.onec.run"].search(waiting.action_replay()["domain"])
        self.finish(runs)
        self.assertEqual((runs.state, self.counts(runs, "DirectoryRec")), ("done", {"parked": 1}))

    # === THE BASE === #

    def test_administrator_makes_a_base_in_a_minute(self):
        bases = self.env["torg.exchange.endpoint"].with_context(default_kind="onec", default_mode="pull")
        with Form(bases, "torg_1c.torg_exchange_endpoint_view_form_onec_base") as form:
            form.name, form.code = "Office", "office"
        base = form.record
        self.assertTrue(base.onec_address.endswith("/1c/office"))
        shown = self.env["torg.onec.password"].browse(base.action_make_onec_password()["res_id"])
        self.assertEqual((shown.address, shown.login), (base.onec_address, "1c"))
        self.assertEqual(base._log_in_onec("office", "1c", shown.password), base)
        self.assertFalse(base._log_in_onec("office", "1c", "wrong"))

    def test_password_that_was_written_is_kept_as_a_hash(self):
        self.onec.onec_new_password = "written by hand"
        kept = self.onec.sudo().onec_password  # sudo: the field is closed to everybody
        self.assertTrue(kept.startswith("$pbkdf2-sha512$"))
        self.assertFalse(self.onec.onec_new_password)
        self.assertEqual(self.onec._log_in_onec("ut-test", "1c", "written by hand"), self.onec)

    # === UPKEEP === #

    def test_copy_for_tests_lets_no_1c_in_and_holds_no_rows(self):
        self.onec._set_onec_password("right one")
        file = self.make_file([row("a", "Alpha")])
        self.load_rows([row("child", "Alpha", parent="mother")])
        self.env.flush_all()
        with file_open("torg_1c/data/neutralize.sql") as script:
            self.env.cr.execute(script.read())
        self.env.invalidate_all()
        self.assertFalse(self.onec._log_in_onec("ut-test", "1c", "right one"))
        self.assertFalse(file._get_parts())
        self.assertFalse(self.env["torg.onec.parked"].search([]))

    def test_old_files_go_with_their_bytes_and_new_ones_stay(self):
        old, new = self.make_file([row("a", "Alpha")]), self.make_file([row("b", "Beta")])
        busy = self.make_file([row("c", "Gamma")])
        busy._start_run(topic="catalogue")
        parts = old._get_parts()
        self.onec.onec_keep_days = 7
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE torg_onec_file SET create_date = %s WHERE id IN %s",
            [fields.Datetime.now() - timedelta(days=8), (old | busy)._ids],
        )
        self.env.invalidate_all()
        with patch.object(self.registry["ir.cron"], "_commit_progress", return_value=100):
            self.env["torg.onec.file"]._cron_clean()
        self.assertEqual((old | new | busy).exists(), new | busy)
        self.assertFalse(parts.exists())
