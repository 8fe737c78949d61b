from odoo.addons.torg_sale.tests.common import OrderCommon


class HandoutCommon(OrderCommon):
    """`manager` and `other_manager` are on line, each with his own team; orders of nobody are of no team."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["torg.shift"].search([("end", "=", False)])._close("manual")
        cls.env["sale.order"].search([("queued_date", "!=", False)]).queued_date = False
        cls.near.opening_hours = False
        cls.company = cls.env.company
        cls.company.write({"hand_out": True, "open_minutes": 5})
        (cls.manager | cls.other_manager)._set_shift_state("on_line")
        cls.members = cls.env["torg.handout.member"]._ensure(cls.manager | cls.other_manager)
        cls.mine, cls.his = cls.members

    @classmethod
    def _send_order(cls, **values):
        """Return an order as the site sends it: nobody's."""
        order = cls._make_order(user=cls.env["res.users"], team_id=False, **values)
        assert not order.user_id, "the order should wait for a manager"
        return order

    def _run(self, method):
        """Run the job if it is there, as the queue does."""
        self.env.cr.flush()
        jobs = self.env["queue.job"].search([("method_name", "=", method), ("state", "=", "pending")])
        self.assertTrue(jobs, f"No job {method}")
        jobs.unlink()
        getattr(self.env["sale.order"].browse(), method)()
