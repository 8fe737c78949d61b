from unittest.mock import patch

from odoo.tests import HttpCase, tagged

from odoo.addons.torg_base.controllers.health import Health
from odoo.addons.torg_base.models.torg_health import TorgHealth


@tagged("post_install", "-at_install")
class TestHealth(HttpCase):
    def setUp(self):
        super().setUp()
        TorgHealth._kept.clear()
        self.addCleanup(TorgHealth._kept.clear)

    def ask(self, only=""):
        return self.url_open("/torg/health" + (only and f"?only={only}"), timeout=30)

    def give(self, **levels):
        """Checks that say these levels."""

        def get_checks(_health):
            return {name: (lambda level=level: (level, {"figure": 1})) for name, level in levels.items()}

        self.startPatcher(patch.object(self.registry["torg.health"], "_get_checks", get_checks))

    def test_anybody_may_ask_whether_the_base_answers(self):
        answer = self.ask("database")
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(answer.json()["status"], "pass")
        self.assertEqual(answer.json()["checks"]["database"]["status"], "pass")
        self.assertLess(answer.json()["checks"]["database"]["ms"], 500)
        self.assertEqual(answer.headers["Cache-Control"], "no-store")
        self.assertNotIn("Set-Cookie", answer.headers)

    def test_primary_base_is_asked_where_reading_has_a_replica(self):
        self.assertIs(Health.get_health.original_routing["readonly"], False)

    def test_worst_check_decides(self):
        self.give(one="pass", two="warn", three="pass")
        answer = self.ask()
        self.assertEqual((answer.status_code, answer.json()["status"]), (200, "warn"))
        self.assertEqual(answer.json()["checks"]["one"], {"status": "pass", "figure": 1})

    def test_one_failure_is_503(self):
        self.give(one="pass", two="fail")
        answer = self.ask()
        self.assertEqual((answer.status_code, answer.json()["status"]), (503, "fail"))
        self.assertEqual(self.ask("one").status_code, 200)

    def test_check_that_nobody_knows_fails_and_is_not_remembered(self):
        answer = self.ask("databse")
        self.assertEqual(answer.status_code, 503)
        self.assertEqual(answer.json()["checks"]["databse"], {"status": "fail", "error": "unknown"})
        self.assertFalse(TorgHealth._kept)

    def test_check_that_breaks_fails_and_the_others_go_on(self):
        def breaks():
            self.env["torg.health"].env.cr.execute("SELECT 1 FROM torg_there_is_no_such_table", log_exceptions=False)

        health = self.env["torg.health"]
        checks = health._get_checks() | {"broken": breaks}
        self.startPatcher(patch.object(self.registry["torg.health"], "_get_checks", lambda _health: checks))
        with self.assertLogs("odoo.addons.torg_base.models.torg_health", "WARNING"):
            report = health._report()
        self.assertEqual(report["checks"]["broken"], {"status": "fail", "error": "database"})
        self.assertEqual(health._report(["database"])["status"], "pass")

    def test_base_is_asked_once_however_often_the_address_is(self):
        health, calls = self.env["torg.health"], []
        counted = {"one": lambda: calls.append(1) or ("pass", {})}
        self.startPatcher(patch.object(self.registry["torg.health"], "_get_checks", lambda _health: counted))
        for _number in range(5):
            health._report()
        self.assertEqual(len(calls), 1)
