from datetime import datetime
from unittest.mock import patch

from freezegun import freeze_time

from odoo.tests import tagged

from odoo.addons.torg_sale.tests.common import OrderCommon

START = "2026-11-06 09:00:00"


@tagged("post_install", "-at_install")
class TestEscalation(OrderCommon):
    """The store never closes; a new order may stand for an hour, the supervisor hears after 30 minutes more."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.near.opening_hours = cls.far.opening_hours = False
        cls.near.exception_ids = False
        cls.stages["new"].time_limit = 1
        cls.stages["in_work"].time_limit = 1
        cls.env.company.write({"escalation_supervisor_minutes": 30, "escalation_director_minutes": 120})
        with freeze_time(START):
            cls.order = cls._make_order()

    def _check_at(self, moment):
        with freeze_time(f"2026-11-06 {moment}"):
            self.env["sale.order"]._check_time_limits()

    def _activities(self):
        kind = self.env.ref("torg_sale.mail_activity_type_overdue")
        return self.order.activity_ids.filtered(lambda activity: activity.activity_type_id == kind)

    def test_manager_supervisor_and_director_hear_one_after_another(self):
        for moment, level, people in (
            ("10:00:00", "manager", self.manager),
            ("10:30:00", "supervisor", self.manager | self.supervisor),
            ("12:00:00", "director", self.manager | self.supervisor | self.director),
        ):
            self._check_at(moment)
            self.assertEqual(self.order.escalation_level, level)
            self.assertEqual(people - self._activities().user_id, self.env["res.users"])
        self.assertFalse(self.order.escalation_date)

    def test_nobody_hears_before_the_time(self):
        self._check_at("09:59:59")
        self.assertFalse(self.order.escalation_level)
        self.assertFalse(self._activities())

    def test_each_hears_once_however_often_it_is_looked_at(self):
        for _time in range(3):
            self._check_at("10:05:00")
        self.assertEqual(self._activities().user_id, self.manager)
        self.assertEqual(len(self._activities()), 1)

    def test_order_that_moved_on_is_left_alone(self):
        with freeze_time("2026-11-06 09:59:00"):
            self._move(self.order, "in_work")
        self._check_at("10:00:00")
        self.assertFalse(self.order.escalation_level)
        self._check_at("10:59:00")
        self.assertEqual(self.order.escalation_level, "manager")

    def test_next_stage_begins_anew_and_takes_the_activities_back(self):
        self._check_at("10:30:00")
        with freeze_time("2026-11-06 10:40:00"):
            self._move(self.order, "in_work")
        self.assertFalse(self._activities())
        self.assertFalse(self.order.escalation_level)
        self.assertEqual(self.order.escalation_date, datetime(2026, 11, 6, 11, 40))

    def test_other_store_does_not_tell_those_who_know(self):
        self._check_at("10:00:00")
        with freeze_time("2026-11-06 10:01:00"):
            self.order.with_user(self.manager)._change_store(self.far)
        self._check_at("10:02:00")
        self.assertEqual(len(self._activities()), 1)
        self.assertEqual(self.order.escalation_date, datetime(2026, 11, 6, 10, 30))

    def test_after_a_long_outage_all_hear_at_once(self):
        self._check_at("18:00:00")
        self.assertEqual(self.order.escalation_level, "director")
        self.assertEqual({self.manager, self.supervisor, self.director} - set(self._activities().user_id), set())

    def test_levels_switched_off_are_skipped(self):
        self.env.company.write({"escalation_supervisor_minutes": 0})
        self._check_at("10:00:00")
        self._check_at("12:00:00")
        self.assertEqual(self.order.escalation_level, "director")
        self.assertNotIn(self.supervisor, self._activities().user_id)

    def test_levels_switched_off_meanwhile_tell_nobody(self):
        self._check_at("10:00:00")
        self.env.company.write({"escalation_supervisor_minutes": 0, "escalation_director_minutes": 0})
        self._check_at("10:30:00")
        self.assertEqual((self.order.escalation_level, self.order.escalation_date), ("manager", False))
        self.assertEqual(self._activities().user_id, self.manager)

    def test_director_hears_in_his_own_time_when_the_supervisor_is_left_out_meanwhile(self):
        self._check_at("10:00:00")
        self.env.company.escalation_supervisor_minutes = 0
        self._check_at("10:30:00")
        self.assertEqual(self.order.escalation_level, "manager")
        self._check_at("12:00:00")
        self.assertEqual(self.order.escalation_level, "director")

    def test_who_has_left_the_company_is_not_told(self):
        (self.manager | self.supervisor).active = False
        self._check_at("10:30:00")
        self.assertEqual(self.order.escalation_level, "supervisor")
        self.assertFalse(self._activities())
        self._check_at("12:00:00")
        self.assertIn(self.director, self._activities().user_id)

    def test_cron_catches_what_a_lost_job_left(self):
        self.env["queue.job"].search([("method_name", "=", "_check_time_limits")]).unlink()
        with freeze_time("2026-11-06 10:00:30"), patch.object(type(self.env["ir.cron"]), "_commit_progress"):
            self.env.ref("torg_sale.ir_cron_keep_going").ir_actions_server_id.run()
        self.assertEqual(self.order.escalation_level, "manager")

    def test_next_level_has_its_job(self):
        self._check_at("10:00:00")
        self.env.cr.flush()
        jobs = self.env["queue.job"].search([("method_name", "=", "_check_time_limits"), ("state", "=", "pending")])
        self.assertIn(datetime(2026, 11, 6, 10, 30), jobs.mapped("eta"))

    def test_journal_knows_who_was_told_by_the_system(self):
        self._commit()
        self._check_at("10:00:00")
        self._commit()
        row = self.order.journal_ids[:1]
        self.assertEqual(row.channel, "system")
        self.assertIn("The manager is told", row.text)

    def test_report_counts_hours_by_manager_and_marks_the_overdue(self):
        self._check_at("10:00:00")
        self._commit()
        with freeze_time("2026-11-06 12:00:00"):
            self._move(self.order, "in_work")
            self._commit()
        with freeze_time("2026-11-06 12:30:00"):
            self.order.user_id = self.other_manager
            self._commit()
            self._move(self.order, "agreed", user=self.director)
            self._commit()
        stays = self.env["torg.stage.time"].search([("order_id", "=", self.order.id)], order="id")
        self.assertEqual(
            [(stay.stage_id.code, stay.hours, stay.overdue, stay.user_id, stay.store_id) for stay in stays],
            [("new", 3, 1, self.manager, self.near), ("in_work", 0.5, 0, self.other_manager, self.near)],
        )
        ((stage, hours),) = self.env["torg.stage.time"]._read_group(
            [("order_id", "=", self.order.id), ("overdue", ">", 0)], ["stage_id"], ["hours:avg"]
        )
        self.assertEqual((stage, hours), (self.stages["new"], 3))
