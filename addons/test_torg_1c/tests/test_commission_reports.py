from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from unittest.mock import patch

from odoo.tests import tagged

from odoo.addons.test_torg_1c.models.torg_onec_applier import KIND
from odoo.addons.torg_1c.tests.common import FORMED, OnecCase
from odoo.addons.torg_1c.tools.records import OrderRec, PartnerRec

AGENT = PartnerRec("agent", name="Commission agent", is_company=True)
REPORT = OrderRec(
    "report-1", "КМ-1", operation="Отчет о продажах комиссионного товара", operation_code="commission_report",
    partners=(AGENT,), total=Decimal(690),
)  # fmt: skip


@tagged("post_install", "-at_install")
class TestCommissionReports(OnecCase):
    """Documents that nobody handles wait for an addon; this addon handles them from outside of torg_1c."""

    @contextmanager
    def before_the_addon(self):
        """Let the registry be as it was before this addon came."""
        applier = self.registry["torg.onec.applier"]
        handlers = dict(self.env[applier._name]._get_handlers())
        handlers.pop(KIND)
        with patch.object(applier, "_get_handlers", lambda self: handlers):
            yield

    def send(self, *records, **vals):
        return self.load_rows(list(records), section="orders", **vals)

    def parked(self):
        return self.env["torg.onec.parked"].search([("endpoint_id", "=", self.onec.id)])

    def replay(self):
        """Let the cron look once the addon is there."""
        with patch.object(self.registry["ir.cron"], "_commit_progress"):
            self.env["torg.onec.parked"]._cron_replay()
        runs = self.env["torg.onec.run"].search([("endpoint_id", "=", self.onec.id), ("state", "=", "waiting")])
        self.finish(runs)
        return runs

    def notes(self):
        agent = self.env["res.partner"].search([("name", "=", AGENT.name)])
        return str(agent.comment or "")

    def test_report_that_came_before_the_addon_waits_is_shown_and_is_applied_by_it(self):
        with self.before_the_addon():
            self.send(AGENT)
            run = self.send(REPORT)
            self.assertEqual(self.counts(run, "OrderRec"), {"parked": 1}, self.show(run))
            waiting = self.parked()
            self.assertEqual((waiting.waits_kind, waiting.waits_id), ("handler", KIND))
            self.assertEqual(waiting.waits_text, "an addon that knows what to do with it")
            self.assertIn("КМ-1", waiting.record_text)
            self.assertFalse(self.replay())
        run = self.replay()
        self.assertIn("КМ-1: 690", self.notes(), self.show(run))
        self.assertEqual(self.counts(run, KIND), {"changed": 1})
        self.assertFalse(self.parked())

    def test_last_word_of_what_waited_is_applied(self):
        with self.before_the_addon():
            self.send(AGENT, REPORT)
            self.send(replace(REPORT, total=Decimal(700)), formed=FORMED + timedelta(hours=1))
        self.replay()
        self.assertIn("КМ-1: 700", self.notes())

    def test_report_that_comes_with_the_addon_is_applied_at_once_and_once(self):
        self.send(AGENT, REPORT)
        run = self.send(REPORT)
        self.assertEqual(self.counts(run, KIND), {"unchanged": 1})
        self.assertIn("КМ-1: 690", self.notes())

    def test_report_of_an_unknown_agent_waits_for_him(self):
        self.send(REPORT)
        self.assertEqual((self.parked().waits_kind, self.parked().waits_id), ("partner", "agent"))
        self.send(AGENT)
        self.assertIn("КМ-1: 690", self.notes())
        self.assertFalse(self.parked())
