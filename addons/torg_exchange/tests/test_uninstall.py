from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.base.models.ir_model import MODULE_UNINSTALL_FLAG

from .common import ExchangeCase


@tagged("post_install", "-at_install")
class TestUninstall(ExchangeCase):
    """Records that an addon brought go with it, though they have a history."""

    def setUp(self):
        super().setUp()
        self.anna._emit_event("person.stepped")
        self.message = self.emitted()
        self.stream = self.message.stream_id

    def remove(self, records):
        records.with_context(**{MODULE_UNINSTALL_FLAG: True}).unlink()
        self.env.flush_all()

    def test_event_of_a_removed_addon_goes_with_what_it_sent(self):
        self.remove(self.stepped)
        self.assertFalse(self.stepped.exists())
        self.assertFalse(self.message.exists())
        self.assertTrue(self.endpoint.exists())

    def test_endpoint_of_a_removed_addon_goes_with_its_log(self):
        self.remove(self.endpoint)
        self.assertFalse(self.endpoint.exists() or self.stream.exists() or self.message.exists())

    def test_topic_of_a_removed_addon_goes_with_its_streams(self):
        self.remove(self.changed | self.stepped)
        self.remove(self.topic)
        self.assertFalse(self.topic.exists() or self.stream.exists())

    def test_waiting_job_goes_with_the_method_it_would_call(self):
        model = self.env["ir.model"]._get("res.partner")
        function = self.env["queue.job.function"].create({"model_id": model.id, "method": "exists"})
        waiting, done = (self.anna.with_delay().exists().db_record() for _number in range(2))
        done.state = "done"
        self.assertEqual(waiting.job_function_id, function)
        self.remove(function)
        self.assertFalse(waiting.exists())
        self.assertTrue(done.exists())

    def test_people_do_not_delete_what_has_a_history(self):
        with mute_logger("odoo.sql_db"), self.assertRaisesRegex(Exception, "foreign key|another model"):
            self.stepped.unlink()
            self.env.flush_all()
