from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .test_shift import ShiftCase


@tagged("post_install", "-at_install")
class TestShiftAccess(ShiftCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.chief, cls.stranger_chief = [
            new_test_user(cls.env, login, groups="torg_base.group_supervisor")
            for login in ("test_chief", "test_other_chief")
        ]
        cls.director = new_test_user(cls.env, "test_director", groups="torg_base.group_director")
        cls.staff = new_test_user(cls.env, "test_staff", groups="torg_base.group_store_staff")
        cls.client = new_test_user(cls.env, "test_client", groups="base.group_portal")
        cls.env["crm.team"].create({"name": "Север", "user_id": cls.chief.id, "member_ids": cls.anna.ids})
        (cls.anna | cls.boris)._set_shift_state("on_line")

    def seen_by(self, user):
        return self.Shift.with_user(user).search([("user_id", "in", (self.anna | self.boris).ids)]).user_id

    def test_everyone_reads_what_is_theirs(self):
        self.assertEqual(self.seen_by(self.anna), self.anna)
        self.assertEqual(self.seen_by(self.chief), self.anna)
        self.assertFalse(self.seen_by(self.stranger_chief))
        self.assertEqual(self.seen_by(self.director), self.anna | self.boris)

    def test_others_read_nothing(self):
        for user in (self.staff, self.client, self.env.ref("base.public_user")):
            with self.assertRaises(AccessError):
                self.seen_by(user)

    def test_nobody_edits_the_log_by_hand(self):
        for user in (self.anna, self.chief, self.director):
            shift = self.shifts(self.anna).with_user(user)
            for change in (
                lambda shift=shift: shift.write({"start": "2026-01-01"}),
                lambda shift=shift: shift.unlink(),
                lambda shift=shift: shift.create({"user_id": shift.env.uid, "state": "break"}),
            ):
                with self.assertRaises(AccessError):
                    change()

    def test_supervisor_puts_off_people_of_own_team(self):
        self.shifts(self.anna).with_user(self.chief).action_put_off()
        self.assertRecordValues(self.shifts(self.anna), [{"end_reason": "supervisor"}])
        self.assertEqual(self.anna.shift_state, "off")

    def test_supervisor_does_not_put_off_strangers(self):
        with self.assertRaises(AccessError):
            self.shifts(self.boris).with_user(self.chief).action_put_off()
        self.assertEqual(self.boris.shift_state, "on_line")

    def test_supervisor_does_not_put_off_who_left_the_team(self):
        shift = self.shifts(self.anna).with_user(self.chief)
        self.env["crm.team"].search([("member_ids", "in", self.anna.ids)]).member_ids -= self.anna
        self.assertEqual(shift.user_id, self.anna)  # the time in the team is still the supervisor's to read
        with self.assertRaises(AccessError):
            shift.action_put_off()

    def test_manager_does_not_put_off_a_colleague(self):
        with self.assertRaises(AccessError):
            self.shifts(self.boris).with_user(self.anna).action_put_off()
        self.assertFalse(self.shifts(self.anna).with_user(self.anna).can_put_off)

    def test_director_puts_off_anybody(self):
        self.shifts(self.boris).with_user(self.director).action_put_off()
        self.assertEqual(self.boris.shift_state, "off")

    def test_only_managers_take_shifts(self):
        for user in (self.staff, self.client):
            Users = self.env["res.users"].with_user(user)
            self.assertFalse(Users.get_my_shift())
            with self.assertRaises(AccessError):
                Users.set_my_shift_state("on_line")
            Users.touch_my_shift(0)
        self.assertFalse(self.Shift.search([("user_id", "in", (self.staff | self.client).ids)]))

    def test_everybody_sees_who_is_on_line(self):
        self.assertEqual(self.anna.with_user(self.staff).shift_state, "on_line")
        self.assertIn(self.anna, self.env["res.users"].with_user(self.staff)._get_users_on_line())
        found = self.env["res.users"].with_user(self.staff).search([("shift_state", "=", "on_line")])
        self.assertLessEqual(self.anna | self.boris, found)

    def test_reports_menu_is_for_supervisors_and_own_shifts_for_all(self):
        report, own = self.env.ref("torg_base.torg_shift_menu"), self.env.ref("torg_base.torg_shift_menu_my")
        for user, sees_report in ((self.anna, False), (self.chief, True), (self.director, True)):
            visible = self.env["ir.ui.menu"].with_user(user)._visible_menu_ids()
            self.assertEqual(report.id in visible, sees_report)
            self.assertIn(own.id, visible)
