from datetime import datetime
from decimal import Decimal
from unittest.mock import patch

from odoo.tests import tagged

from odoo.addons.torg_1c.models.torg_exchange_endpoint_orders import as_body
from odoo.addons.torg_1c.tools.records import OrderLineRec, OrderRec, PartnerRec

from .odata_common import OdataCase

ORDERS = "Document_ЗаказКлиента"


@tagged("post_install", "-at_install")
class TestOdataPush(OdataCase):
    """Messages of mode push write orders into 1C once, and say what 1C said."""

    def setUp(self):
        super().setUp()
        self.connect()
        self.onec.mode = "push"
        self.message = self.onec._send_test_event()

    def body(self, number="S00042-1", **vals):
        line = OrderLineRec("", self.export.guid("item", 1), quantity=Decimal(2), price=Decimal(10), total=Decimal(20))
        values = {"total": Decimal(20), "lines": (line,), "partners": (PartnerRec(self.export.guid("partner", 1)),)}
        return as_body([OrderRec("", number, datetime(2026, 3, 2), **{**values, **vals})])

    def push(self, body):
        return self.onec._send_messages({self.message: body}, 20)[self.message]

    def ours(self):
        rows = self.base.rows[ORDERS].values()
        return [row for row in rows if row["НомерПоДаннымКлиента"].startswith("S")]

    def test_order_is_written_and_accepted_with_the_number_of_1c(self):
        outcome = self.push(self.body())
        self.assertTrue(outcome.ok, outcome.error)
        [order] = self.ours()
        self.assertEqual(outcome.answer, order["Number"])
        self.assertTrue(order["Posted"])

    def test_base_that_is_called_twice_already_is_written_to_later(self):
        sent = self.startPatcher(patch.object(type(self.onec), "_send_messages", return_value={}))
        with self.taken_lanes():
            self.assertIn("lanes", self.onec._deliver_waiting())
        self.assertFalse(sent.called)
        self.env.cr.flush()
        jobs = self.env["queue.job"].search([("method_name", "=", "_deliver_waiting"), ("eta", "!=", False)])
        self.assertIn(self.onec, [job.records for job in jobs])
        self.onec._deliver_waiting()
        self.assertTrue(sent.called)

    def test_repeat_writes_nothing(self):
        self.push(self.body())
        version = self.ours()[0]["DataVersion"]
        self.assertTrue(self.push(self.body()).ok)
        self.assertEqual([row["DataVersion"] for row in self.ours()], [version])

    def test_answer_that_was_lost_does_not_double_the_order(self):
        self.server.trouble.add(None, None, None)
        for _try in range(6):
            self.server.trouble.queue[:] = [*[""] * _try, "after", "after", "after"]
            self.push(self.body())
        self.server.trouble.queue.clear()
        self.assertTrue(self.push(self.body()).ok)
        self.assertEqual(len(self.ours()), 1)

    def test_refusal_of_posting_is_told_in_the_words_of_1c(self):
        self.base.refuse_posting = "Не удалось провести: нет остатка"
        outcome = self.push(self.body())
        self.assertFalse(outcome.ok)
        self.assertIn("нет остатка", outcome.error)
        self.assertFalse(outcome.unanswered)

    def test_drafts_are_left_unposted_where_the_base_wants_that(self):
        self.onec.odata_post = False
        self.assertTrue(self.push(self.body()).ok)
        self.assertFalse(self.ours()[0]["Posted"])

    def test_1c_that_is_away_is_an_outage_and_not_a_refusal(self):
        self.server.trouble.share, self.server.trouble.kinds = 1, ("before",)
        outcome = self.push(self.body())
        self.assertFalse(outcome.ok)
        self.assertTrue(outcome.unanswered)

    def test_what_became_of_an_order_reaches_the_hook(self):
        noted = []
        self.patch(
            type(self.onec), "_note_pushed", lambda self, message, order, pushed: noted.append((order.number, pushed))
        )
        self.push(self.body())
        [[number, pushed]] = noted
        self.assertEqual((number, pushed.created, pushed.id), ("S00042-1", True, self.ours()[0]["Ref_Key"]))
