from datetime import timedelta

from odoo import fields
from odoo.tools import SQL

from odoo.addons.torg_sale.tests.common import OrderCommon


class RobotCommon(OrderCommon):
    """The robot is on, with one rule for all: new → in work, goods in the store, no comment, any money."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env.company
        cls.company.write({"robot_enabled": True, "duplicate_minutes": 0})
        cls.env["torg.order.robot.rule"].with_context(active_test=False).search([]).active = False
        cls.env["sale.order"].search([("robot_due_date", "!=", False)]).robot_due_date = False
        cls.rule = cls._make_rule()

    @classmethod
    def _make_rule(cls, **values):
        return cls.env["torg.order.robot.rule"].create(
            {
                "name": "Small orders",
                "active": True,
                "stage_from_id": cls.stages["new"].id,
                "stage_to_id": cls.stages["in_work"].id,
                "money": "any",
                **values,
            }
        )

    def _send_order(self, channel="api", **values):
        """Return an order as the site sends it."""
        self.patch(type(self.env["ir.http"]), "_get_channel", lambda http: channel)
        order = self._make_order(user=self.env["res.users"], **values)
        self._commit()
        self.patch(type(self.env["ir.http"]), "_get_channel", lambda http: "system")
        return order

    def _run(self):
        """Run the job if it is there, as the queue does."""
        self.env.cr.flush()
        jobs = self.env["queue.job"].search([("method_name", "=", "_run_robot"), ("state", "=", "pending")])
        self.assertTrue(jobs, "No job of the robot")
        jobs.unlink()
        self.env["sale.order"].browse()._run_robot()

    def _set_back(self, order, **moments):
        """Make it as if these things had happened so many days ago: core and verbs stamp them with the present."""
        self.env.flush_all()
        for name, days in moments.items():
            moment, column = fields.Datetime.now() - timedelta(days=days), SQL.identifier(name)
            self.env.cr.execute(SQL("UPDATE sale_order SET %s = %s WHERE id = %s", column, moment, order.id))
        self.env.invalidate_all()

    def _judge(self, order):
        return self.env["torg.order.robot.rule"].search([])._judge(order)[order]
