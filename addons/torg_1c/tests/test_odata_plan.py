from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .odata_common import OdataCase, load_fakes

ITEMS = "Catalog_Номенклатура"


@tagged("post_install", "-at_install")
class TestOdataPlan(OdataCase):
    """1C registers what changed for our node: it is read, kept, and only then confirmed."""

    def setUp(self):
        super().setUp()
        place = load_fakes("onec_server.base")
        self.plan, self.node = place.PLAN, place.NODE
        self.connect()
        self.onec.write({"odata_plan": self.plan, "odata_node_code": "TORG"})
        self.changes = self.schedule("changes")

    def read_piece(self):
        return self.changes._read_piece(self.changes.turn)

    def received(self):
        return self.base.rows[self.plan][self.node]["ReceivedNo"]

    def put(self, number, name):
        self.base.put(ITEMS, {"Description": name}, self.export.guid("item", number))

    def files(self):
        return self.env["torg.onec.file"].search([("endpoint_id", "=", self.onec.id)])

    def test_plan_has_a_schedule_and_the_tables_are_swept_once_an_hour(self):
        self.assertEqual(len(self.jobs(self.changes)), 1)
        self.assertEqual(self.schedule("catalogue").interval_minutes, 60)
        self.assertLess(self.schedule("stock").interval_minutes, 1)

    def test_change_is_confirmed_only_by_the_job_after_it_was_kept(self):
        self.put(2, "Новое имя")
        self.read_piece()
        self.assertEqual((self.received(), self.changes.record_count), (0, 1))
        [record] = [row for row in self.files()._read_records() if type(row).__name__ == "ItemRec"]
        self.assertEqual(record.name, "Новое имя")
        self.assertTrue(self.jobs(self.changes).filtered(lambda job: job.args == [self.changes.turn]))
        self.put(2, "Ещё новее")
        self.read_piece()
        self.assertEqual(self.received(), 1)
        self.read_piece()
        self.assertEqual((self.received(), len(self.files())), (2, 2))
        self.read_piece()
        self.assertEqual((self.received(), self.changes.record_count), (2, 0), "nothing more, nothing to confirm")

    def test_worker_killed_before_its_commit_confirms_nothing(self):
        self.put(2, "Новое имя")
        with self.env.cr.savepoint() as savepoint:
            self.read_piece()
            savepoint.rollback()
        self.env.invalidate_all()
        self.assertEqual((self.received(), len(self.files())), (0, 0))
        self.read_piece()
        self.read_piece()
        self.assertEqual((self.received(), len(self.files())), (1, 1))

    def test_answer_to_a_confirmation_that_was_lost_is_no_harm(self):
        self.put(2, "Новое имя")
        self.read_piece()
        self.base.rows[self.plan][self.node]["ReceivedNo"] = 1  # 1C has heard it, we have not heard 1C
        self.read_piece()
        self.assertEqual((self.received(), self.changes.state), (1, "fine"))

    def test_tables_that_nobody_reads_hold_the_confirmation_and_are_named(self):
        self.base.put("Catalog_Производители", {"Description": "Завод"})
        self.put(2, "Новое имя")
        self.read_piece()
        self.read_piece()
        self.assertEqual((self.received(), len(self.files())), (0, 1), "kept once, not confirmed")
        self.assertEqual(self.changes.state, "failing")
        self.assertIn("Catalog_Производители (1)", self.changes.error)
        self.assertEqual(self.onec._get_stream("catalogue").light, "yellow")
        self.onec.odata_confirm_unknown = True
        self.read_piece()
        self.read_piece()
        self.assertEqual((self.received(), self.changes.state), (1, "fine"))

    def test_registers_that_changed_are_read_by_their_own_stream(self):
        turn = self.schedule("stock").turn
        self.assertEqual(self.changes._get_siblings({"stock"}), self.schedule("stock"))
        self.schedule("stock").paused = True
        self.assertFalse(self.changes._get_siblings({"stock"}))
        self.assertEqual(self.schedule("stock").turn, turn)

    def test_second_reader_of_the_node_is_sent_away(self):
        with self.registry.cursor() as cr:
            cr.execute("SELECT pg_advisory_xact_lock(hashtext('torg.onec.read'), %s)", (self.changes.id,))
            self.assertEqual(self.read_piece(), "somebody else reads")

    def test_node_that_1c_does_not_know_is_said(self):
        self.onec.odata_node_code = "NOBODY"
        self.read_piece()
        self.assertIn("NOBODY", self.changes.error)

    def test_plan_that_is_not_published_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "does not publish"):
            self.onec.odata_plan = "ExchangePlan_Nowhere"
        with self.assertRaisesRegex(ValidationError, "write its code"):
            self.onec.write({"odata_plan": self.plan, "odata_node_code": False})
