from odoo import SUPERUSER_ID, http
from odoo.http import request


class Health(http.Controller):
    """What watches the servers asks this; numbers and colours only, no names, for anybody may ask."""

    # Not readonly: where reading has a replica, that would answer well while the primary base is gone.
    @http.route("/torg/health", type="http", auth="none", methods=["GET"], readonly=False, save_session=False)
    def get_health(self, only=None):
        """Answer 200 while nothing fails, 503 otherwise, with what every check says.

        :param only: names of checks with commas between them; all unless told
        """
        # sudo: nobody is logged in, and checks count rows of all companies
        report = request.env["torg.health"].with_user(SUPERUSER_ID)._report(only and only.split(","))
        status = 503 if report["status"] == "fail" else 200
        return request.make_json_response(report, headers=[("Cache-Control", "no-store")], status=status)
