import base64
from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.torg_1c.models.torg_onec_session_steps import TorgOnecSession

from .onec_http import PASSWORD, OnecHttpCase

WRONG = "failure\nThe login or the password is wrong."
LOG_IN = "failure\nLog in first: the session is over, or never was."


@tagged("post_install", "-at_install")
class TestServer(OnecHttpCase):
    """Who comes in, and what he is answered."""

    def sessions(self):
        self.env.invalidate_all()
        return self.env["torg.onec.session"].search([("endpoint_id", "=", self.onec.id)])

    # === LOGIN === #

    def test_right_login_opens_a_session(self):
        answer = self.ask("type=catalog&mode=checkauth").split("\n")
        self.assertEqual(answer[:2], ["success", "onec_sid"])
        self.assertEqual(answer[3], f"sessid={answer[2]}")
        self.assertTrue(answer[4].startswith("timestamp="))

    def test_address_may_end_with_a_slash(self):
        wire = self.wire(url=f"{self.url}/")
        self.assertTrue(self.ask("type=sale&mode=checkauth", wire=wire).startswith("success\nonec_sid\n"))

    def test_wrong_password_wrong_login_and_unknown_base_hear_the_same(self):
        for wire in (
            self.wire(password="wrong"),
            self.wire(login="other"),
            self.wire(url=f"{self.base_url()}/1c/nobody"),
            self.wire(login="", password=""),
        ):
            self.assertEqual(self.ask("type=catalog&mode=checkauth", wire=wire), WRONG)
        self.assertFalse(self.sessions())
        refusals = self.env["torg.onec.refusal"].search([])
        self.assertEqual(refusals.mapped("code").count("nobody"), 1)
        self.assertNotIn("wrong", str(refusals.read()))

    def test_base_that_is_switched_off_is_unknown(self):
        self.onec.active = False
        self.assertEqual(self.ask("type=catalog&mode=checkauth"), WRONG)

    def test_base_without_a_password_lets_nobody_in(self):
        self.onec.sudo().onec_password = False  # sudo: the field is closed to everybody
        self.assertEqual(self.ask("type=catalog&mode=checkauth", wire=self.wire(password="")), WRONG)

    def test_stranger_address_is_told_so_only_with_the_right_password(self):
        self.onec.onec_allowed_addresses = "10.1.0.0/16, 192.168.5.5"
        self.assertIn("127.0.0.1", self.ask("type=catalog&mode=checkauth"))
        self.assertEqual(self.ask("type=catalog&mode=checkauth", wire=self.wire(password="wrong")), WRONG)
        self.onec.onec_allowed_addresses = "10.1.0.0/16\n127.0.0.0/8"
        self.assertTrue(self.ask("type=catalog&mode=checkauth").startswith("success"))

    def test_session_is_of_no_use_from_another_address(self):
        session = self.open()
        self.onec.onec_allowed_addresses = "10.1.0.0/16"
        self.assertEqual(self.ask("type=catalog&mode=init", wire=session.wire), LOG_IN)

    def test_who_guesses_waits_and_even_the_right_password_does_not_help(self):
        for _time in range(5):
            self.ask("type=catalog&mode=checkauth", wire=self.wire(password="wrong"))
        self.assertIn("Too many wrong logins", self.ask("type=catalog&mode=checkauth"))
        last = self.env["torg.onec.refusal"].search([])
        last.write({"tried_at": fields.Datetime.now() - timedelta(seconds=61)})
        self.assertTrue(self.ask("type=catalog&mode=checkauth").startswith("success"))
        self.assertFalse(self.env["torg.onec.refusal"].search([]))

    def test_pause_of_a_guesser_grows_to_a_minute(self):
        refusals = self.env["torg.onec.refusal"]
        waits = []
        for number in range(12):
            refusals.create({"address": "10.0.0.1", "tried_at": fields.Datetime.now()})
            if number >= 3:
                waits.append(round(refusals._get_wait("10.0.0.1")))
        self.assertEqual(waits[0], 0)
        self.assertEqual([waits[1], waits[-1]], [2, 60])
        self.assertEqual(refusals._get_wait("10.0.0.2"), 0)

    # === SESSIONS === #

    def test_two_logins_in_a_row_give_two_sessions_that_both_work(self):
        wire = self.wire()
        keys = [self.ask("type=catalog&mode=checkauth", wire=wire).split("\n")[2] for _time in range(2)]
        self.assertEqual(len(set(keys)), 2)
        for key in keys:
            self.assertEqual(self.ask(f"type=catalog&mode=init&sessid={key}", wire=wire), "zip=no\nfile_limit=16777216")

    def test_key_in_the_cookie_or_in_the_query_is_the_same(self):
        wire = self.wire()
        key = self.ask("type=catalog&mode=checkauth", wire=wire).split("\n")[2]
        self.assertEqual(self.ask("type=catalog&mode=init", wire=wire), LOG_IN)
        wire.cookie = f"onec_sid={key}"
        self.assertTrue(self.ask("type=catalog&mode=init", wire=wire).startswith("zip="))

    def test_who_tells_a_version_hears_ours(self):
        wire = self.wire()
        key = self.ask("type=sale&mode=checkauth", wire=wire).split("\n")[2]
        answer = self.ask(f"type=sale&mode=init&version=2.09&sessid={key}", wire=wire)
        self.assertEqual(answer.split("\n")[2:], [f"sessid={key}", "version=2.09"])
        self.assertEqual(self.sessions().version, "2.09")

    def test_session_is_over_after_a_day_or_with_a_new_password(self):
        session = self.open()
        self.sessions().expires_at = fields.Datetime.now() - timedelta(seconds=1)
        self.assertEqual(self.ask("type=catalog&mode=init", wire=session.wire), LOG_IN)
        session = self.open()
        self.onec._set_onec_password(PASSWORD)
        self.assertEqual(self.ask("type=catalog&mode=init", wire=session.wire), LOG_IN)

    def test_session_of_one_base_opens_no_other(self):
        self.make_onec("other")
        session = self.open()
        wire = self.wire(url=f"{self.base_url()}/1c/other")
        wire.cookie = session.wire.cookie
        self.assertEqual(self.ask("type=catalog&mode=init", wire=wire), LOG_IN)

    def test_table_of_sessions_opens_no_session(self):
        session = self.open()
        token = self.sessions()[0].sudo().token  # sudo: the field is closed to everybody
        wire = self.wire()
        self.assertEqual(self.ask(f"type=catalog&mode=init&sessid={token}", wire=wire), LOG_IN)
        self.assertNotIn(token, session.wire.cookie)

    def test_log_keeps_requests_and_answers_without_keys(self):
        session = self.open("sale", "bitrix")
        session.fetch("query")
        lines = self.sessions()[0].line_ids
        self.assertEqual(lines.mapped("mode"), ["checkauth", "init", "query"])
        self.assertEqual(lines.mapped("word"), ["success", "data", "data"])
        key = session.wire.cookie.partition("=")[2]
        self.assertNotIn(key, str(lines.read()))
        self.assertIn("sessid=…", lines[-1].query)
        self.assertTrue(all(line.duration_ms >= 0 for line in lines))

    # === BAD REQUESTS === #

    def test_what_the_protocol_does_not_know_is_a_failure(self):
        wire = self.open().wire
        for query, text in (
            ("type=bank&mode=init", "The exchange type “bank” is not served."),
            ("type=catalog&mode=dance", "The step “dance” is not served for catalog."),
            ("", "The exchange type “” is not served."),
            ("type=catalog&mode=file", "The request names no file."),
            ("type=catalog&mode=file&filename=../../etc/passwd", "leads outside"),
            ("type=catalog&mode=import&filename=never.xml", "The file “never.xml” was not sent."),
        ):
            answer = self.ask(query, wire=wire)
            self.assertTrue(answer.startswith("failure\n"), answer)
            self.assertIn(text, answer)

    def test_part_over_the_limit_is_refused_and_not_kept(self):
        self.onec.onec_file_limit = 1
        wire = self.open().wire
        answer = self.ask("type=catalog&mode=file&filename=import.xml", b"x" * (2 << 20), wire)
        self.assertIn("larger than 1048576 bytes", answer)
        self.assertFalse(self.files())
        small = self.ask("type=catalog&mode=file&filename=import.xml", b"x" * (1 << 20), wire)
        self.assertEqual(small, "success")

    def test_step_that_breaks_is_a_failure_without_a_trace(self):
        wire = self.open().wire
        with (
            patch.object(TorgOnecSession, "_step_complete", lambda *args: 1 / 0),
            mute_logger("odoo.http"),
        ):
            answer = self.ask("type=catalog&mode=complete", wire=wire)
        self.assertTrue(answer.startswith("failure\nThe server could not answer."), answer)
        self.assertNotIn("ZeroDivision", answer)

    def test_body_that_looks_like_a_form_is_still_a_file(self):
        session = self.open()
        headers = {"Cookie": session.wire.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        url = f"{self.url}?type=catalog&mode=file&filename=a.xml"
        answer = self.url_open(url, data=b"<a>1&b=2</a>", headers=headers)
        self.assertEqual(answer.text, "success")
        self.assertEqual(self.files()._open().read(), b"<a>1&b=2</a>")

    def test_name_and_password_may_be_russian_in_the_old_encoding(self):
        self.onec.onec_login = "обмен"
        coded = base64.b64encode(f"обмен:{PASSWORD}".encode("cp1251")).decode()
        answer = self.url_open(f"{self.url}?type=catalog&mode=checkauth", headers={"Authorization": f"Basic {coded}"})
        self.assertTrue(answer.text.startswith("success"), answer.text)

    def test_answer_speaks_the_language_of_the_company_in_the_chosen_encoding(self):
        self.env["res.lang"]._activate_lang("ru_RU")
        self.env.company.partner_id.lang = "ru_RU"
        session = self.open()
        for charset in ("windows-1251", "utf-8"):
            self.onec.onec_charset = charset
            self.env.cr.flush()
            _status, headers, raw = session.fetch("import", filename="never.xml")
            self.assertEqual(headers["Content-Type"], f"text/plain; charset={charset}")
            self.assertEqual(raw.decode(charset), "failure\nФайл «never.xml» не был прислан.")

    def test_requests_of_1c_are_the_systems(self):
        channels = []
        with patch.object(
            TorgOnecSession,
            "_step_complete",
            lambda session, *args: channels.append(session.env["ir.http"]._get_channel()) or session._success(),
        ):
            self.ask("type=catalog&mode=complete", wire=self.open().wire)
        self.assertEqual(channels, ["system"])

    # === ORDERS === #

    def test_query_without_orders_is_an_empty_document_and_not_an_empty_body(self):
        session = self.open("sale")
        self.assertEqual(self.fakes.orders.documents(session.fetch("query")[2]), [])
        self.assertEqual(self.ask("type=sale&mode=success", wire=session.wire), "success")

    def test_info_lists_the_stages(self):
        body = self.open("sale", "bitrix").fetch("info")[2]
        self.assertIn(self.env["sale.order.stage"].search([], limit=1).name, body.decode("cp1251"))

    def test_exchange_of_orders_ends_no_export_of_the_catalogue(self):
        self.open()
        export = self.onec._get_open_export(create=False)
        for mode in ("deactivate", "complete"):
            self.open("sale", "bitrix").done(mode)
            self.assertEqual((export.state, export.closed_by), ("open", False))
        shared = self.open()
        for mode in ("deactivate", "complete"):
            self.assertEqual(self.ask(f"type=sale&mode={mode}", wire=shared.wire), "success")
            self.assertEqual((export.state, export.closed_by), ("open", False))
        shared.done("complete")
        self.assertEqual(export.closed_by, "complete")
