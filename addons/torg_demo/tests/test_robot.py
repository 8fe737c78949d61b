from odoo.tests import tagged

from .common import DemoCase


@tagged("post_install", "-at_install")
class TestRobot(DemoCase):
    def test_rule_is_off_and_has_something_to_say_about_the_past(self):
        rule = self.env.ref("ladoga.robot_rule")
        self.assertFalse(rule.active)
        trial = self.env["torg.order.robot.trial"].create({"rule_id": rule.id})
        trial.action_start()
        self.assertEqual(trial.state, "done")
        self.assertTrue(0 < trial.approved_count < trial.came_count)
        self.assertTrue(0 < trial.precision <= 1)
