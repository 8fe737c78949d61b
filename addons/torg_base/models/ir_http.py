from odoo import models
from odoo.modules import module


def in_test_run():
    """Other addons' tours must find their own screens, not a wizard."""
    return bool(module.current_test)


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    def session_info(self):
        """Override of web: on the first login to an empty base the home screen is the first-start wizard."""
        info = super().session_info()
        if not in_test_run() and self.env.user._is_system() and self.env.company._is_setup_due():
            info["home_action_id"] = self.env.ref("torg_base.torg_setup_action").id
        return info
