from odoo import SUPERUSER_ID, models

from odoo.addons.torg_sale.const import PROGRAMMES


class ResUsers(models.Model):
    _inherit = "res.users"

    def _on_shift_change(self, old, new):
        """Override of torg_base: who comes on line gets the queue, who leaves it gives back what is not opened."""
        super()._on_shift_change(old, new)
        if new == "on_line":
            self.env["sale.order"]._plan("_hand_out_queue")
        elif old == "on_line":
            self.env["sale.order"]._plan("_return_left")

    def _get_order_author(self):
        """Return this person as the author of the order that the present request makes, nobody for a programme."""
        self.ensure_one()
        by_programme = self.id == SUPERUSER_ID or self.env["ir.http"]._get_channel() in PROGRAMMES
        if by_programme or not self.has_group("sales_team.group_sale_salesman"):
            return self.browse()
        return self

    def _leads_people(self):
        """Return whether this person is a supervisor or above."""
        self.ensure_one()
        return self.has_group("torg_base.group_supervisor")
