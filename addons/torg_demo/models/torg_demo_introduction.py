from odoo import api, models

from .torg_demo_staff import PASSWORD

PARAMETER = "torg_demo.introduction"


class TorgDemo(models.AbstractModel):
    _inherit = "torg.demo"

    @api.model
    def _get_introduction(self):
        """Lines that `scripts/run` prints: who can log in, later also addresses and keys of the demo endpoints."""
        people = [f"{row['login']}  {row['name']}, {row['job'].lower()}" for row in self._read_table("staff")]
        return [f"people of «Ладога», password {PASSWORD}:", *(f"  {line}" for line in people)]

    @api.model
    def _load_introduction(self):
        """Leave the lines where `scripts/run` finds them without Odoo."""
        self.env["ir.config_parameter"].set_param(PARAMETER, "\n".join(self._get_introduction()))
