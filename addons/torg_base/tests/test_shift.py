from datetime import datetime, timedelta
from unittest.mock import patch

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import ValidationError
from odoo.tests import TransactionCase, new_test_user, tagged

MORNING = datetime(2026, 3, 2, 6, 0)  # 9:00 in Moscow


class ShiftCase(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.anna, cls.boris = [
            new_test_user(cls.env, login, groups="torg_base.group_manager", tz="Europe/Moscow")
            for login in ("test_anna", "test_boris")
        ]
        cls.env.company.shift_auto_off_minutes = 15
        cls.Shift = cls.env["torg.shift"]

    def at(self, minutes):
        """The morning and so many minutes."""
        return freeze_time(MORNING + timedelta(minutes=minutes))

    def shifts(self, user):
        return self.Shift.search([("user_id", "=", user.id)], order="start, id")


@tagged("post_install", "-at_install")
class TestShift(ShiftCase):
    def test_day_of_a_manager_is_a_row_of_intervals(self):
        for minutes, state in ((0, "on_line"), (120, "break"), (150, "on_line"), (480, "off")):
            with self.at(minutes):
                self.anna._set_shift_state(state)
                self.assertEqual(self.anna.shift_state, state)
        self.assertRecordValues(
            self.shifts(self.anna),
            [
                {"state": "on_line", "duration": 2.0, "end_reason": "manual"},
                {"state": "break", "duration": 0.5, "end_reason": "manual"},
                {"state": "on_line", "duration": 5.5, "end_reason": "manual"},
            ],
        )
        self.assertFalse(self.anna.shift_since)

    def test_running_interval_has_no_end_no_reason_no_hours(self):
        with self.at(0):
            self.anna._set_shift_state("on_line")
        self.assertRecordValues(self.shifts(self.anna), [{"end": False, "end_reason": False, "duration": 0.0}])
        self.assertEqual(self.anna.shift_since, MORNING)

    def test_same_state_again_changes_nothing(self):
        self.anna._set_shift_state("off")
        self.assertFalse(self.shifts(self.anna))
        with self.at(0):
            self.anna._set_shift_state("on_line")
        with self.at(5):
            self.anna._set_shift_state("on_line")
        self.assertRecordValues(self.shifts(self.anna), [{"start": MORNING, "end": False}])

    def test_unknown_state_is_refused(self):
        with self.assertRaises(ValidationError):
            self.anna._set_shift_state("asleep")

    def test_interval_belongs_to_the_team_of_its_time(self):
        team = self.env["crm.team"].create({"name": "Север", "member_ids": self.anna.ids})
        self.anna._set_shift_state("on_line")
        self.assertEqual(self.shifts(self.anna).team_id, team)

    def test_state_is_searched_and_read_together(self):
        self.anna._set_shift_state("on_line")
        self.boris._set_shift_state("break")
        both = self.anna | self.boris
        Users = self.env["res.users"]
        self.assertEqual(Users.search([("shift_state", "=", "on_line"), ("id", "in", both.ids)]), self.anna)
        self.assertEqual(Users.search([("shift_state", "!=", "off"), ("id", "in", both.ids)]), both)
        self.boris._set_shift_state("off")
        self.assertEqual(Users.search([("shift_state", "=", "off"), ("id", "in", both.ids)]), self.boris)
        self.assertEqual(Users.search([("shift_state", "in", ["off", "on_line"]), ("id", "in", both.ids)]), both)
        self.assertEqual(both.mapped("shift_state"), ["on_line", "off"])

    def test_users_on_line_are_told_in_one_query(self):
        with self.at(0):
            self.boris._set_shift_state("on_line")
        with self.at(1):
            self.anna._set_shift_state("on_line")
        self.env.flush_all()
        Users = self.env["res.users"]
        with self.assertQueryCount(1):
            self.assertEqual(Users._get_users_on_line(self.anna | self.boris).ids, [self.boris.id, self.anna.id])
        self.assertEqual(Users._get_users_on_line(self.anna), self.anna)
        self.assertFalse(Users._get_users_on_line(Users))
        self.boris._set_shift_state("break")
        self.assertNotIn(self.boris, Users._get_users_on_line())
        self.assertIn(self.anna, Users._get_users_on_line())

    def test_dismissed_person_is_put_off(self):
        with self.at(0):
            self.anna._set_shift_state("on_line")
            self.anna._touch_shift()
        with self.at(10):
            self.anna.action_archive()
        self.assertRecordValues(self.shifts(self.anna), [{"end": MORNING, "end_reason": "auto"}])
        self.assertNotIn(self.anna, self.env["res.users"]._get_users_on_line())

    def test_hook_hears_of_every_change_once(self):
        heard = []
        with patch.object(
            self.registry["res.users"], "_on_shift_change", lambda user, old, new: heard.append((user.login, old, new))
        ):
            (self.anna | self.boris)._set_shift_state("on_line")
            self.anna._set_shift_state("on_line")
            self.boris._set_shift_state("off")
        self.assertEqual(
            heard, [("test_anna", "off", "on_line"), ("test_boris", "off", "on_line"), ("test_boris", "on_line", "off")]
        )

    def test_tabs_and_supervisors_hear_of_a_change(self):
        self.env["bus.bus"].search([]).unlink()
        with self.at(0):
            self.anna._set_shift_state("on_line")
            self.env.cr.precommit.run()
        sent = self.env["bus.bus"].search([("message", "like", "torg_base/shift")])
        self.assertEqual(len(sent), 2)
        group = self.env.ref("torg_base.group_supervisor")
        self.assertIn(f'"res.groups", {group.id}'.replace(" ", ""), "".join(sent.mapped("channel")).replace(" ", ""))
        self.assertIn('"state":"on_line"', sent[0].message.replace(" ", ""))


@tagged("post_install", "-at_install")
class TestShiftAutoOff(ShiftCase):
    def run_cron_at(self, minutes):
        with self.at(minutes):
            self.Shift._cron_put_off_absent()

    def test_who_left_is_put_off_from_the_moment_they_were_seen(self):
        with self.at(0):
            (self.anna | self.boris)._set_shift_state("on_line")
        with self.at(20):
            self.anna._touch_shift()
            self.boris._touch_shift()
        with self.at(40):
            self.boris._touch_shift()
            self.env["res.users"].with_user(self.anna).touch_my_shift(18 * 60)  # the tab is open, nobody is there
        self.run_cron_at(38)
        self.assertRecordValues(
            self.shifts(self.anna),
            [{"end": MORNING + timedelta(minutes=22), "end_reason": "auto", "duration": 22 / 60}],
        )
        self.assertEqual((self.anna.shift_state, self.boris.shift_state), ("off", "on_line"))

    def test_who_is_seen_stays(self):
        with self.at(0):
            self.anna._set_shift_state("on_line")
        with self.at(30):
            self.anna._touch_shift()
        self.run_cron_at(44)
        self.assertEqual(self.anna.shift_state, "on_line")
        self.run_cron_at(46)
        self.assertEqual(self.anna.shift_state, "off")

    def test_nobody_is_seen_in_the_future_or_backwards(self):
        with self.at(0):
            self.anna._set_shift_state("on_line")
        with self.at(5):
            self.anna._touch_shift(MORNING + timedelta(days=1))
            self.assertEqual(self.shifts(self.anna).last_seen, MORNING + timedelta(minutes=5))
            self.anna._touch_shift(MORNING)
        self.assertEqual(self.shifts(self.anna).last_seen, MORNING + timedelta(minutes=5))

    def test_break_may_be_spent_away_for_two_hours(self):
        with self.at(0):
            self.anna._set_shift_state("break")
        self.run_cron_at(115)
        self.assertEqual(self.anna.shift_state, "break")
        self.run_cron_at(121)
        self.assertEqual(self.anna.shift_state, "off")

    def test_zero_minutes_mean_never(self):
        self.env["res.company"].search([]).shift_auto_off_minutes = 0
        with self.at(0):
            self.anna._set_shift_state("on_line")
        self.run_cron_at(24 * 60)
        self.assertEqual(self.anna.shift_state, "on_line")

    def test_each_company_has_its_own_patience(self):
        patient = self.env["res.company"].create({"name": "Терпеливая", "shift_auto_off_minutes": 60})
        self.boris.write({"company_ids": [(4, patient.id)], "company_id": patient.id})
        with self.at(0):
            (self.anna | self.boris)._set_shift_state("on_line")
        self.run_cron_at(30)
        self.assertEqual((self.anna.shift_state, self.boris.shift_state), ("off", "on_line"))

    def test_who_was_seen_a_moment_ago_costs_no_write(self):
        with self.at(0):
            self.anna._set_shift_state("on_line")
        with freeze_time(MORNING + timedelta(seconds=20)):
            self.anna._touch_shift()
        self.assertEqual(self.shifts(self.anna).last_seen, MORNING)


@tagged("post_install", "-at_install")
class TestShiftScreen(ShiftCase):
    def test_switch_gets_state_since_and_hours_of_today(self):
        with freeze_time(MORNING - timedelta(hours=10)):  # yesterday evening
            self.anna._set_shift_state("on_line")
        with freeze_time(MORNING - timedelta(hours=8)):
            self.anna._set_shift_state("off")
        Users = self.env["res.users"].with_user(self.anna)
        with self.at(0):
            Users.set_my_shift_state("on_line")
        with self.at(90):
            Users.set_my_shift_state("break")
        with self.at(100):
            self.assertEqual(
                Users.get_my_shift(),
                {
                    "user_id": self.anna.id,
                    "state": "break",
                    "since": fields.Datetime.to_string(MORNING + timedelta(minutes=90)),
                    "today": {"on_line": 1.5},
                    "at": fields.Datetime.to_string(MORNING + timedelta(minutes=100)),
                },
            )

    def test_switch_comes_with_the_first_request_of_the_web_client(self):
        info = self.env["ir.http"].with_user(self.anna).lazy_session_info()
        self.assertEqual(info["torg_shift"]["state"], "off")
        staff = new_test_user(self.env, "test_staff", groups="torg_base.group_store_staff")
        self.assertFalse(self.env["ir.http"].with_user(staff).lazy_session_info()["torg_shift"])

    def test_heartbeat_brings_the_state_back(self):
        Users = self.env["res.users"].with_user(self.anna)
        Users.set_my_shift_state("on_line")
        self.anna._set_shift_state("off", reason="supervisor")
        self.assertEqual(Users.touch_my_shift(3)["state"], "off")
