from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.tests import tagged

from odoo.addons.torg_1c.models import torg_onec_schedule_read

from .odata_common import OdataCase

ITEMS = "Catalog_Номенклатура"


@tagged("post_install", "-at_install")
class TestOdataRead(OdataCase):
    """A stream is read in pieces, told once, and said to be broken when it is."""

    def setUp(self):
        super().setUp()
        self.connect()
        self.onec.odata_order_days = 36500

    def test_first_reading_becomes_a_file_with_a_run_in_the_log(self):
        records = self.read("catalogue")
        found = self.kinds(records)
        self.assertEqual(found["ItemRec"], 12, "six items, and the barcodes of each")
        self.assertEqual(found["GroupRec"], 1)
        run = self.env["torg.onec.run"].search([("endpoint_id", "=", self.onec.id)], limit=1)
        self.assertEqual((run.topic, run.state), ("catalogue", "waiting"))
        self.assertTrue(run.message_id)
        schedule = self.schedule("catalogue")
        self.assertEqual((schedule.state, schedule.record_count), ("fine", sum(found.values())))

    def test_all_streams_are_applied_or_wait_without_an_issue(self):
        for topic in ("catalogue", "prices", "stock", "partners", "orders"):
            self.read(topic)
        runs = self.env["torg.onec.run"].search([("endpoint_id", "=", self.onec.id)])
        self.finish(runs)
        self.assertEqual(set(runs.mapped("state")), {"done"}, [self.show(run) for run in runs])
        self.assertEqual(set(runs.mapped("topic")), {"catalogue", "prices", "stock", "partners", "orders"})

    def test_second_reading_leaves_no_file(self):
        for topic in ("catalogue", "prices", "stock", "partners", "orders"):
            self.assertTrue(self.read(topic), topic)
            self.assertEqual(self.read(topic), [], topic)

    def test_only_what_changed_comes(self):
        self.read("catalogue")
        self.base.put(ITEMS, {"Description": "Новое имя"}, self.export.guid("item", 3))
        records = self.read("catalogue")
        self.assertEqual(self.kinds(records), {"ItemRec": 1})
        self.assertEqual([record.name for record in records if type(record).__name__ == "ItemRec"], ["Новое имя"])

    def test_goods_that_ran_out_come_as_zero(self):
        self.read("stock")
        item, _hash, characteristic = self.export.offer_ids(1)[0].partition("#")
        store = self.export.guid("store", 0)
        self.base.move_stock(item, store, -self.export.quantity(1, 0, 0), characteristic)
        [row] = [record for record in self.read("stock") if type(record).__name__ == "StockRec"]
        self.assertEqual((row.item_id, row.warehouse_id, row.quantity), (item, store, 0))

    def test_short_pieces_bring_the_same_as_one_long(self):
        whole = self.kinds(self.read("catalogue"))
        self.schedule("catalogue").action_read_anew()
        self.patch(torg_onec_schedule_read, "SECONDS", -1)
        self.patch(torg_onec_schedule_read, "START", 2)
        self.schedule("catalogue").page_rows = 2
        before = self.env["torg.onec.file"].search_count([])
        self.assertEqual(self.kinds(self.read("catalogue")), whole)
        self.assertGreater(self.env["torg.onec.file"].search_count([]) - before, 2)

    def test_header_says_when_by_the_clock_of_1c(self):
        with freeze_time("2026-03-02 09:00:00"):
            header = self.read("stock")[0]
        self.assertEqual(header.formed_at.isoformat(), "2026-03-02T12:00:00", "Moscow")

    def test_password_that_became_wrong_is_said_and_the_reading_goes_on_later(self):
        self.onec.new_odata_password = "other"
        self.assertEqual(self.read("stock"), [])
        schedule = self.schedule("stock")
        self.assertEqual(schedule.state, "failing")
        self.assertIn("401", schedule.error)
        self.onec.new_odata_password = "secret"
        self.assertTrue(self.read("stock"))
        self.assertEqual((schedule.state, schedule.error), ("fine", False))

    def test_light_is_yellow_then_red_while_1c_cannot_be_read(self):
        self.server.trouble.add(*["html"] * 20)
        now = fields.Datetime.now()
        self.read("stock")
        stream = self.onec._get_stream("stock")
        self.assertEqual(stream.light, "yellow")
        self.assertIn("Вход", stream.reasons)
        with freeze_time(now + timedelta(minutes=30)):
            stream.invalidate_recordset()
            self.assertEqual(stream.light, "red")

    def test_1c_that_is_silent_for_a_day_loses_nothing(self):
        self.read("catalogue")
        self.base.put(ITEMS, {"Description": "Новое имя"}, self.export.guid("item", 3))
        self.server.trouble.share, self.server.trouble.kinds = 1, ("before",)
        for _hour in range(3):
            self.assertEqual(self.read("catalogue"), [])
        self.server.trouble.share = 0
        self.assertEqual(self.kinds(self.read("catalogue")), {"ItemRec": 1})

    def test_failure_in_the_middle_goes_on_from_the_same_place(self):
        self.patch(torg_onec_schedule_read, "SECONDS", -1)
        schedule = self.schedule("catalogue")
        schedule.page_rows = 3
        for _piece in range(3):
            schedule._read_piece(schedule.turn)
        place = schedule.place
        self.assertTrue(place)
        self.server.trouble.add(*["html"] * 5)
        schedule._read_piece(schedule.turn)
        self.assertEqual((schedule.state, schedule.place), ("failing", place))
        self.server.trouble.queue.clear()
        self.read("catalogue")
        self.assertEqual(schedule.state, "fine")
        self.assertEqual(self.read("catalogue"), [])

    def test_stream_that_1c_does_not_publish_is_empty_and_not_an_error(self):
        self.base.hidden.update({"InformationRegister_ЦеныНоменклатуры", "Catalog_ВидыЦен"})
        self.connect()
        self.assertEqual(self.read("prices"), [])
        self.assertEqual(self.schedule("prices").state, "fine")

    def test_documents_before_the_window_are_left_alone(self):
        self.onec.odata_order_days = 30
        with freeze_time("2026-03-20 09:00:00"):
            self.assertEqual(self.kinds(self.read("orders")), {"OrderRec": 2})
        self.schedule("orders").action_read_anew()
        with freeze_time("2026-05-20 09:00:00"):
            self.assertEqual(self.read("orders"), [])

    def test_row_with_nonsense_is_told_and_the_others_come(self):
        table = self.base.rows["Document_ЗаказКлиента"]
        table[self.export.guid("order", 0)]["Date"] = "вчера"
        self.assertEqual(self.kinds(self.read("orders")), {"IssueRec": 1, "OrderRec": 1})
